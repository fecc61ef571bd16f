{# Whether a claim line is of a well-child visit: a preventive visit by its procedure, or a routine examination of a child
   by its diagnosis. CPT and ICD-10-CM as in NCQA's well-care value set (background knowledge; STANDARDS.md names none). #}
{% macro is_well_child_visit(procedure, diagnosis) %}
    {%- set procedures = [
        "99381", "99382", "99383", "99384", "99385", "99391", "99392", "99393", "99394", "99395", "99461",
        "G0438", "G0439", "S0302", "S0610", "S0612", "S0613",
    ] -%}
    {%- set diagnoses = [
        "Z0000", "Z0001", "Z00110", "Z00111", "Z00121", "Z00129", "Z002", "Z003", "Z025", "Z761", "Z762",
    ] -%}
    (
        {{ procedure }} in ('{{ procedures | join("', '") }}')
        or {{ diagnosis }} in ('{{ diagnoses | join("', '") }}')
    )
{%- endmacro %}

{# The day a child is taken to be born: the month is all the analysis zone has. The 15th is wrong by 16 days at most. #}
{% macro assumed_birth_date(birth_month) -%}
    cast({{ dbt.dateadd("day", parameter("q1_birth_day") - 1, birth_month) }} as date)
{%- endmacro %}

{# The windows in which visits are due, by age: name -> months from and to, days after the one and until the other, visits
   due. The first two end with the day the child turns so many months; from the third birthday each year of age has one. #}
{% macro well_child_windows() %}
    {%- set windows = {
        "birth_to_15_months": {"from": 0, "to": 15, "until": 0, "due": parameter("q1_visits_by_15_months")},
        "15_to_30_months": {"from": 15, "after": 1, "to": 30, "until": 0, "due": parameter("q1_visits_15_to_30_months")},
    } -%}
    {%- for age in range(3, 13) -%}
        {%- do windows.update({
            "age_" ~ age: {"from": 12 * age, "after": 0, "to": 12 * (age + 1), "until": -1, "due": 1},
        }) -%}
    {%- endfor -%}
    {{- return(windows) -}}
{% endmacro %}
