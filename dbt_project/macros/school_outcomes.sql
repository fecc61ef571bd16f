{# First and last day of a school year, which is named for the calendar year it ends in; `last_term` is its last term. #}
{% macro school_year_date(school_year, which, last_term="summer") %}
    {%- if which == "first" -%}
        {{ term_date(school_year, "'fall'", "first") }}
    {%- else -%}
        {{ term_date(school_year, "'" ~ last_term ~ "'", "last") }}
    {%- endif -%}
{% endmacro %}

{# Whether a share of days is chronic absence: at the line or over it, or over it only where the rival is chosen. #}
{% macro is_chronic(absent_days, enrolled_days) %}
    {%- set line = parameter("q1_chronic_absence_share") -%}
    {{ absent_days }} {{ ">" if parameter("q1_absence_must_exceed") else ">=" }} {{ line }} * {{ enrolled_days }}
{%- endmacro %}

{# What the readiness assessment scores: the name of the area -> its score's column. #}
{% macro readiness_areas() %}
    {{- return({
        "overall": "overall_score",
        "social_foundations": "social_foundations_score",
        "language_literacy": "language_literacy_score",
        "mathematics": "mathematics_score",
        "physical_development": "physical_development_score",
    }) -}}
{% endmacro %}

{# The grades a child is followed through: the code a school writes -> the word in a measure's name. #}
{% macro followed_grades() %}
    {{- return({"K": "kindergarten", "01": "grade_1", "02": "grade_2", "03": "grade_3"}) -}}
{% endmacro %}
