-- One row per family with a screened-in report.
{%- set parts = {
    "outcomes": [
        "is_re_reported_6m", "is_re_reported_12m", "is_re_reported_18m", "is_re_reported_24m", "has_recurrence_12m",
        "is_removed_12m", "has_re_entry_12m", "out_of_home_days", "has_homeless_return",
    ],
    "baselines": [
        "was_homeless", "was_housed", "has_earlier_health_service", "was_enrolled", "has_earlier_screened_out_report",
        "has_earlier_removal", "has_infant", "has_three_children",
    ],
} %}
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

exposures as (
    select * from {{ ref("int_q3_exposures__judged") }}
),

outcomes as (
    select * from {{ ref("int_q3_outcomes__judged") }}
),

baselines as (
    select * from {{ ref("int_q3_baselines__measured") }}
)

select
    families.family_id,
    families.index_date,
    families.index_child_person_id,
    families.is_child_alone,
    families.is_index_substantiated,
    baselines.children_count,
    exposures.housed_date,
    exposures.is_housed,
    exposures.is_housed_null_reason,
    exposures.served_date,
    exposures.has_health_service,
    exposures.has_health_service_null_reason,
    exposures.exposure_value,
    {% for part, columns in parts.items() %}
    {% for column in columns %}
    {{ part }}.{{ column }},
    {{ part }}.{{ column }}_null_reason,
    {% endfor %}
    {% endfor %}
    exposures.exposure_null_reason
from families
inner join exposures on families.family_id = exposures.family_id
inner join outcomes on families.family_id = outcomes.family_id
inner join baselines on families.family_id = baselines.family_id
