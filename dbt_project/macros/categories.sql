{# One word for race and ethnicity from yes/no flags: Hispanic of any race first, then more than one, then the one.
   `flags`: category -> SQL condition. None true is null. #}
{% macro race_ethnicity_from(hispanic, flags) %}
    {%- set chosen = [] -%}
    {%- for condition in flags.values() -%}
        {%- do chosen.append("case when " ~ condition ~ " then 1 else 0 end") -%}
    {%- endfor -%}
    case
        when {{ hispanic }} then 'hispanic'
        when {{ chosen | join(" + ") }} > 1 then 'more_than_one'
        {%- for category, condition in flags.items() %}
        when {{ condition }} then '{{ category }}'
        {%- endfor %}
    end
{%- endmacro %}

{# The same from a certificate of birth or death, where each answer has a column of its own: `race` and `ethnic` are
   the names of the columns without their numbers. #}
{% macro race_ethnicity_of_certificate(race, ethnic) -%}
    {{ race_ethnicity_from(
        "'H' in (" ~ ethnic ~ (range(1, 5) | join(", " ~ ethnic)) ~ ")",
        {
            "white": race ~ "1 = 'Y'",
            "black": race ~ "2 = 'Y'",
            "american_indian_alaska_native": race ~ "3 = 'Y'",
            "asian": "'Y' in (" ~ race ~ (range(4, 11) | join(", " ~ race)) ~ ")",
            "native_hawaiian_pacific_islander": "'Y' in (" ~ race ~ (range(11, 15) | join(", " ~ race)) ~ ")",
            "other": race ~ "15 = 'Y'",
        },
    ) }}
{%- endmacro %}

{# The same from the letter schools and early learning write. Jails, SNAP, ambulances and Medicaid have other codes. #}
{% macro race_ethnicity_from_letter(column) %}
    case {{ column }}
        when 'A' then 'asian'
        when 'B' then 'black'
        when 'H' then 'hispanic'
        when 'I' then 'american_indian_alaska_native'
        when 'M' then 'more_than_one'
        when 'P' then 'native_hawaiian_pacific_islander'
        when 'W' then 'white'
    end
{%- endmacro %}

{# Months from one month's first day to another's; null when either is. #}
{% macro months_between(first, last) %}
    12 * (extract(year from {{ last }}) - extract(year from {{ first }}))
    + extract(month from {{ last }}) - extract(month from {{ first }})
{%- endmacro %}

{# Age at a date, from the month of birth, in bands of completed years (give or take a month). #}
{% macro age_band(birth_month, at_date) %}
    {%- set months = months_between(birth_month, at_date) -%}
    case
        when {{ birth_month }} is null or {{ months }} < 0 then 'unknown'
        when {{ months }} < 72 then '00_to_05'
        when {{ months }} < 216 then '06_to_17'
        when {{ months }} < 300 then '18_to_24'
        when {{ months }} < 780 then '25_to_64'
        else '65_and_over'
    end
{%- endmacro %}

{# 1 for true, 0 for false, null for neither: booleans that are to be added up or compared. #}
{% macro as_number(condition) -%}
    case when {{ condition }} then 1 when not {{ condition }} then 0 end
{%- endmacro %}
