{# A date some days later, as a date; a negative number is earlier. #}
{% macro days_later(date, days) -%}
    cast({{ dbt.dateadd("day", days, date) }} as date)
{%- endmacro %}

{# Days of a spell (start included, end excluded, null end: open) inside a window of the same form. #}
{% macro days_inside(start_date, end_date, window_start, window_end) %}
    case
        when {{ start_date }} < {{ window_end }} and coalesce({{ end_date }}, {{ window_end }}) > {{ window_start }}
            then {{ dbt.datediff(
                "greatest(" ~ start_date ~ ", " ~ window_start ~ ")",
                "least(coalesce(" ~ end_date ~ ", " ~ window_end ~ "), " ~ window_end ~ ")",
                "day",
            ) }}
        else 0
    end
{%- endmacro %}

{# The worst of several null reasons: not observed before not yet reportable. #}
{% macro worst_null_reason(reasons) %}
    case
        when 'not_observed' in ({{ reasons | join(", ") }}) then 'not_observed'
        when 'not_yet_reportable' in ({{ reasons | join(", ") }}) then 'not_yet_reportable'
    end
{%- endmacro %}

{# A list of words as SQL. #}
{% macro words(list) -%}
    ('{{ list | join("', '") }}')
{%- endmacro %}

{# A value where there is no reason against it; else null. #}
{% macro known(null_reason, value) -%}
    case when {{ null_reason }} is null then {{ value }} end
{%- endmacro %}
