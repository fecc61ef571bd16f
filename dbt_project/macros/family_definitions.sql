{# The feeds that tell who lives, or is on a case, with whom. #}
{% macro household_feeds() %}
    {{- return([
        "human_services__snap", "human_services__tanf", "family_services__child_care_subsidy",
        "coc__hmis", "child_welfare__placements", "child_welfare__reports",
    ]) -}}
{% endmacro %}

{# The ways to say who is a family (docs/families.md). #}
{% macro family_definitions() %}
    {{- return(["birth_parents", "co_resident", "case_unit"]) -}}
{% endmacro %}

{# The definition of this build: the `family_definition` variable chooses. #}
{% macro family_definition() %}
    {%- set chosen = var("family_definition") -%}
    {%- if chosen not in family_definitions() -%}
        {{ exceptions.raise_compiler_error(
            "family_definition must be " ~ family_definitions() | join(", ") ~ ", not " ~ chosen
        ) }}
    {%- endif -%}
    {{- return(chosen) -}}
{% endmacro %}
