{# The values of every subgroup a report is cut by; `all` is the margin of each. #}
{% macro subgroups() %}
    {{- return({
        "race_ethnicity": race_ethnicity_categories(),
        "sex": ["female", "male", "non_binary", "unknown"],
        "age_band": age_bands(),
    }) -}}
{% endmacro %}

{# The columns of a question's outcomes that its cells are cut by. #}
{% macro outcome_subgroups() %}
    {{- return([
        "sex", "race_ethnicity", "age_band", "language", "disability", "county", "prior_involvement", "link_band",
    ]) -}}
{% endmacro %}
