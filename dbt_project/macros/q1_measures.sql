{# Ages at which well-child visits are due -> the measure of Q1. The first two lie before early care and show whether the
   groups were alike; a year of age counts when it begins after the child entered school. #}
{% macro q1_visit_measures() %}
    {{- return({
        "birth_to_15_months": "has_well_child_visits_by_month_15",
        "15_to_30_months": "has_well_child_visits_by_month_30",
        "age_6": "has_well_child_visit_at_6",
        "age_7": "has_well_child_visit_at_7",
        "age_8": "has_well_child_visit_at_8",
    }) -}}
{% endmacro %}

{# Q1's outcomes that are yes or no. #}
{% macro q1_outcomes() %}
    {%- set measures = [] -%}
    {%- for area in readiness_areas() -%}{%- do measures.append("is_ready_" ~ area) -%}{%- endfor -%}
    {%- for grade in followed_grades().values() -%}
        {%- do measures.append("is_chronically_absent_" ~ grade) -%}
    {%- endfor -%}
    {{- return(measures + ["is_proficient_grade_3_reading"] + q1_visit_measures().values() | list) -}}
{% endmacro %}

{# Q1's outcomes that are scores: measure -> what stands beside it, yes or no, and has the same reasons. #}
{% macro q1_scores() %}
    {{- return({"readiness_score": "is_ready_overall", "reading_score": "is_proficient_grade_3_reading"}) -}}
{% endmacro %}

{# Q1's measures of the time before: name -> SQL condition on a row of int_q1_children__matched; null is not observed. #}
{% macro q1_baselines() %}
    {{- return({
        "baseline_has_medicaid_birth": "is_medicaid_birth",
        "baseline_has_married_mother": "is_mother_married",
        "baseline_has_mother_under_25": "mother_age_months < 300",
        "baseline_has_mother_without_diploma": "mother_education_code in ('1', '2')",
        "baseline_has_low_birth_weight": "birth_weight_grams < 2500",
        "baseline_has_snap": "has_snap_before_care",
        "baseline_has_tanf": "has_tanf_before_care",
    }) -}}
{% endmacro %}

{# The outcomes that are also cut by months of each kind of care, as a list in SQL. #}
{% macro q1_outcomes_by_care_type() -%}
    'is_ready_overall',
    'is_ready_social_foundations',
    'is_chronically_absent_kindergarten',
    'is_proficient_grade_3_reading'
{%- endmacro %}
