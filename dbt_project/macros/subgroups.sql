{# The columns of a question's outcomes that its cells are cut by. #}
{% macro outcome_subgroups() %}
    {{- return([
        "sex", "race_ethnicity", "age_band", "language", "disability", "county", "prior_involvement", "link_band",
    ]) -}}
{% endmacro %}
