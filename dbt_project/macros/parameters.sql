{# The value of a definition card's parameter: the dbt variable of that name, else the card's default.
   Rendered by `twogen contracts render` from dbt_project/cards/; edit a card and render again. #}
{% macro parameter(name) %}
    {%- set defaults = {
        "q13_many_systems": 4,
        "q13_programs_left_out": [],
        "q13_systems": ["all"],
        "q13_waits_months": 12,
        "q1_absence_must_exceed": false,
        "q1_allowed_gap_count": 1,
        "q1_allowed_gap_days": 45,
        "q1_birth_day": 15,
        "q1_chronic_absence_share": 0.1,
        "q1_counts_retests": false,
        "q1_counts_summer": true,
        "q1_first_care_month": 36,
        "q1_high_dose_months": 12,
        "q1_last_care_month": 71,
        "q1_low_income_by_meals": false,
        "q1_membership_days": 10,
        "q1_middle_dose_months": 6,
        "q1_proficient_score": 500,
        "q1_readiness_days": 90,
        "q1_ready_score": 270,
        "q1_visit_days_apart": 14,
        "q1_visits_15_to_30_months": 2,
        "q1_visits_by_15_months": 6,
        "q2_completion_months": 24,
        "q2_gap_months": 1,
        "q2_new_months": 36,
        "q2_qualifying_quarters": 2,
        "q2_qualifying_usd": 3000,
        "q2_training_months": 12,
        "q3_care_months": 24,
        "q3_enrolled_days_at_least": 1,
        "q3_exposure_days": 90,
        "q3_health_services": ["preventive_visit", "mental_health", "substance_use"],
        "q3_housing_counts_from": "entry",
        "q3_housing_programs": ["permanent_housing", "rapid_rehousing"],
        "q3_lookback_days": 365,
        "q3_outcomes_from": "index",
        "q3_recurrence_of": "family",
        "q3_return_days": 730,
        "q3_return_exit_days": 365,
        "q3_return_gap_days": 14,
        "q3_same_event_days": 14,
        "q3_short_stay_days": 8,
    } -%}
    {%- if name not in defaults -%}
        {{ exceptions.raise_compiler_error("no card in dbt_project/cards has the parameter " ~ name) }}
    {%- endif -%}
    {{- return(var(name, defaults[name])) -}}
{% endmacro %}
