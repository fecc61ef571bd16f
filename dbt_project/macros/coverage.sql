{# How many days after an event a feed may still report it: `lag_days` of the contract, carried by the dbt source. #}
{% macro lag_days(table) %}
    {%- if not execute -%}{{ return(0) }}{%- endif -%}
    {%- set found = namespace(days=none) -%}
    {%- for node in graph.sources.values() if node.source_name == "in_force" and node.name == table -%}
        {%- set meta = (node.config.meta or {}) if node.config else {} -%}
        {%- set found.days = meta.get("lag_days", (node.meta or {}).get("lag_days")) -%}
    {%- endfor -%}
    {%- if found.days is none -%}
        {{ exceptions.raise_compiler_error("source in_force." ~ table ~ " has no lag_days in its meta; render the contracts") }}
    {%- endif -%}
    {{- return(found.days) -}}
{% endmacro %}

{# The last day of the month a date is in, as a date. #}
{% macro last_day_of_month(date) -%}
    cast({{ dbt.last_day(date, "month") }} as date)
{%- endmacro %}

{# The day after a date, as a date: an agency's last day inside a spell becomes the end we write, the first day outside. #}
{% macro day_after(date) -%}
    cast({{ dbt.dateadd("day", 1, date) }} as date)
{%- endmacro %}

{# Why a window of days says nothing about a feed: the column of every outcome's reason. `coverage` is the alias of a
   left-joined dim_source_coverage; a feed that never arrived has no row or no dates there, and nothing is observed.
   Null: the window is covered and can be trusted. #}
{% macro window_null_reason(coverage, first_date, last_date) %}
    case
        when {{ coverage }}.first_covered_date is null or {{ first_date }} < {{ coverage }}.first_covered_date
            then 'not_observed'
        when {{ coverage }}.reportable_through_date is null or {{ last_date }} > {{ coverage }}.reportable_through_date
            then 'not_yet_reportable'
    end
{%- endmacro %}
