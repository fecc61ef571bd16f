-- One row per child who was enrolled in kindergarten and measure.
with

children as (
    select * from {{ ref("int_q1_children__matched") }}
),

families as (
    {{ counted_families("children", ["person_id"], "people.entry_date", "people.entry_date") }}
),

outcomes as (
    select * from {{ ref("int_q1_outcomes__judged") }}
),

measured as (
    select
        person_id,
        measure_name,
        'any_care' as care,
        is_met,
        cast(null as decimal(18, 4)) as value_number,
        null_reason
    from outcomes
    {% for score, measure in q1_scores().items() %}
    union all by name
    select
        person_id,
        '{{ score }}' as measure_name,
        'any_care' as care,
        cast(value_number as decimal(18, 4)) as value_number,
        null_reason
    from outcomes
    where measure_name = '{{ measure }}'
    {% endfor %}
    {% for care_type in care_feeds() %}
    union all by name
    select
        person_id,
        measure_name || '_by_{{ care_type }}' as measure_name,
        '{{ care_type }}' as care,
        is_met,
        null_reason
    from outcomes
    where measure_name in ({{ q1_outcomes_by_care_type() }})
    {% endfor %}
    {% for measure, condition in q1_baselines().items() %}
    union all by name
    select
        person_id,
        '{{ measure }}' as measure_name,
        'any_care' as care,
        {{ condition }} as is_met,
        case when ({{ condition }}) is null then 'not_observed' end as null_reason
    from children
    {% endfor %}
)

select
    {% for subgroup in outcome_subgroups() %}
    children.{{ subgroup }},
    {% endfor %}
    children.person_id as unit_key,
    children.person_id,
    families.family_id,
    measured.measure_name,
    case measured.care
        {% for care in ["any_care"] + care_feeds().keys() | list %}
        when '{{ care }}' then children.{{ care }}_band
        {% endfor %}
    end as exposure_value,
    measured.is_met,
    measured.value_number,
    measured.null_reason,
    case when measured.care = 'any_care' then children.match_weight end as match_weight
from measured
inner join children on measured.person_id = children.person_id
inner join families on measured.person_id = families.person_id
