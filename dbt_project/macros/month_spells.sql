{# First day of the month a date is in. #}
{% macro month_of(date) -%}
    cast({{ dbt.date_trunc("month", date) }} as date)
{%- endmacro %}

{# A date some months after another (before it, when negative). #}
{% macro months_after(months, date) -%}
    cast({{ dbt.dateadd("month", months, date) }} as date)
{%- endmacro %}

{# A spell of days as a spell of months: the first month after it. Null: still open. A spell of no days has its month. #}
{% macro end_month_of(start_date, end_date) -%}
    case
        when {{ end_date }} > {{ start_date }}
            then {{ months_after(1, month_of(dbt.dateadd("day", -1, end_date))) }}
        when {{ end_date }} is not null then {{ months_after(1, month_of(start_date)) }}
    end
{%- endmacro %}

{# The end of a spell of months as a date that can be compared: an open one ends after all others. #}
{% macro or_open(end_month) -%}
    coalesce({{ end_month }}, cast('2999-01-01' as date))
{%- endmacro %}

{# The first month of adult life. #}
{% macro adult_month(birth_month) -%}
    {{ months_after(var("first_adult_age_months"), birth_month) }}
{%- endmacro %}

{# Spells of months that overlap or touch, made one: rows of the keys with start_month and end_month (null = open).
   Those that start together are one first, since spells in no fixed order cannot be counted. #}
{% macro merged_month_spells(rows, keys) %}
select
    {{ keys | join(",\n    ") }},
    min(start_month) as start_month,
    nullif(max(open_month), {{ or_open("null") }}) as end_month
from (
    select
        {{ keys | join(",\n        ") }},
        start_month,
        open_month,
        sum(is_new) over (
            partition by {{ keys | join(", ") }}
            order by start_month
            rows between unbounded preceding and current row
        ) as spell_number
    from (
        select
            {{ keys | join(",\n            ") }},
            start_month,
            max({{ or_open("end_month") }}) as open_month,
            case
                when start_month <= max(max({{ or_open("end_month") }})) over (
                    partition by {{ keys | join(", ") }}
                    order by start_month
                    rows between unbounded preceding and 1 preceding
                ) then 0
                else 1
            end as is_new
        from {{ rows }}
        group by {{ keys | join(", ") }}, start_month
    ) as marked
) as numbered
group by {{ keys | join(", ") }}, spell_number
{% endmacro %}
