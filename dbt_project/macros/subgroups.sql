{# The values of every subgroup a report is cut by; `all` is the margin of each. #}
{% macro subgroups() %}
    {{- return({
        "race_ethnicity": race_ethnicity_categories(),
        "sex": ["female", "male", "non_binary", "unknown"],
        "age_band": age_bands(),
    }) -}}
{% endmacro %}

{# The three cuts of linkage, balanced last. #}
{% macro link_levels() %}
    {{- return(["strict", "lenient", "balanced"]) -}}
{% endmacro %}
