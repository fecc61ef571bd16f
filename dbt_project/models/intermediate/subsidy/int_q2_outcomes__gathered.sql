-- One row per parent or child of the cohort, index month and measure.
with

measured as (
    {% for model in [
        "int_q2_baselines__measured", "int_q2_earnings__measured", "int_q2_employment__measured",
        "int_q2_employment_after_end__measured", "int_q2_school_outcomes__measured", "int_q2_training__measured",
        "int_q2_well_child_visits__measured",
    ] %}
    select * from {{ ref(model) }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

units as (
    select * from {{ ref("int_q2_units__matched") }}
)

select
    units.unit_key,
    units.person_id,
    units.family_id,
    measured.measure_name,
    case when units.is_served then 'new_spell' else 'not_served' end as exposure_value,
    measured.is_met,
    measured.value_number,
    measured.null_reason,
    units.match_weight,
    units.{{ outcome_subgroups() | join(", units.") }},
    coalesce(exposures.care_setting_name, 'not_served') as care_setting,
    coalesce(exposures.spell_band, 'not_served') as spell_band,
    case units.parents_band when 'one' then 'one_parent' when 'two_or_more' then 'two_parents' else 'unknown' end
        as parents
from measured
inner join units on measured.unit_key = units.unit_key
left join {{ ref("int_q2_exposures__described") }} as exposures on units.unit_key = exposures.unit_key
