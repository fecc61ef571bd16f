{# The day outcomes of Q3 are counted after: the day before the index date, or the last day of the exposure window. #}
{% macro q3_counted_after(index_date) -%}
    {%- if parameter("q3_outcomes_from") == "index" -%}
        {{ days_later(index_date, -1) }}
    {%- elif parameter("q3_outcomes_from") == "exposure_end" -%}
        {{ days_later(index_date, parameter("q3_exposure_days")) }}
    {%- else -%}
        {{ exceptions.raise_compiler_error("q3_outcomes_from must be index or exposure_end, not " ~ parameter("q3_outcomes_from")) }}
    {%- endif -%}
{%- endmacro %}

{# The feeds that must speak for the exposure window before a family is said to have had no health service. #}
{% macro q3_health_feeds() %}
    {%- set feeds = ["medicaid__claims", "medicaid__eligibility"] -%}
    {%- if "mental_health" in parameter("q3_health_services") or "substance_use" in parameter("q3_health_services") -%}
        {%- do feeds.append("behavioral_health__services") -%}
    {%- endif -%}
    {{- return(feeds) -}}
{% endmacro %}
