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
