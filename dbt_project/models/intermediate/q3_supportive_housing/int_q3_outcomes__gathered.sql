-- One row per family and measure that is asked of it.
{%- set measures = {
    "'re_report_6m' as measure_name": "is_re_reported_6m",
    "'re_report_12m' as measure_name": "is_re_reported_12m",
    "'re_report_18m' as measure_name": "is_re_reported_18m",
    "'re_report_24m' as measure_name": "is_re_reported_24m",
    "'recurrence_12m' as measure_name": "has_recurrence_12m",
    "'removal_12m' as measure_name": "is_removed_12m",
    "'re_entry_12m' as measure_name": "has_re_entry_12m",
    "'out_of_home_days' as measure_name": "out_of_home_days",
    "'homeless_return' as measure_name": "has_homeless_return",
    "'baseline_homeless' as measure_name": "was_homeless",
    "'baseline_housed' as measure_name": "was_housed",
    "'baseline_health_service' as measure_name": "has_earlier_health_service",
    "'baseline_medicaid' as measure_name": "was_enrolled",
    "'baseline_screened_out_report' as measure_name": "has_earlier_screened_out_report",
    "'baseline_removal' as measure_name": "has_earlier_removal",
    "'baseline_infant' as measure_name": "has_infant",
    "'baseline_three_children' as measure_name": "has_three_children",
} %}
with

families as (
    select
        indexed.family_id,
        indexed.index_child_person_id,
        exposures.exposure_value,
        matched.match_weight,
        {{ person_subgroups("people", "involved", "indexed.index_date") }}
    from {{ ref("int_q3_families__indexed") }} as indexed
    inner join {{ ref("int_q3_exposures__judged") }} as exposures on indexed.family_id = exposures.family_id
    inner join {{ ref("int_q3_families__matched") }} as matched on indexed.family_id = matched.family_id
    left join {{ ref("int_person_attributes__resolved") }} as people
        on indexed.index_child_person_id = people.person_id
    left join {{ ref("int_prior_involvement__dated") }} as involved
        on indexed.index_child_person_id = involved.person_id
),

measured as (
    {% for named, column in measures.items() %}
    select
        family_id,
        {{ named }},
        {% if column == "out_of_home_days" %}
        cast(null as boolean) as is_met,
        cast({{ column }} as decimal(14, 2)) as value_number,
        {% else %}
        {{ column }} as is_met,
        cast(null as decimal(14, 2)) as value_number,
        {% endif %}
        {{ column }}_null_reason as null_reason
    from {{ ref("int_q3_baselines__measured" if "baseline_" in named else "int_q3_outcomes__judged") }}
    where {{ column }} is not null or {{ column }}_null_reason is not null
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    families.family_id as unit_key,
    families.index_child_person_id as person_id,
    families.family_id,
    measured.measure_name,
    families.exposure_value,
    measured.is_met,
    measured.value_number,
    measured.null_reason,
    families.match_weight,
    families.{{ outcome_subgroups() | join(",\n    families.") }}
from measured
inner join families on measured.family_id = families.family_id
