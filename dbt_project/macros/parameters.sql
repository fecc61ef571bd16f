{# The value of a definition card's parameter: the dbt variable of that name, else the card's default.
   Rendered by `twogen contracts render` from dbt_project/cards/; edit a card and render again. #}
{% macro parameter(name) %}
    {%- set defaults = {
        "q13_feeds_left_out": ["education__assessments", "education__kindergarten_readiness", "health__deaths"],
        "q13_programs_left_out": [],
        "q13_systems": ["coc", "education", "health", "labor"],
    } -%}
    {%- if name not in defaults -%}
        {{ exceptions.raise_compiler_error("no card in dbt_project/cards has the parameter " ~ name) }}
    {%- endif -%}
    {{- return(var(name, defaults[name])) -}}
{% endmacro %}
