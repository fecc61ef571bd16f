-- One row per child and removal.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__placements__removal") }}
)

select
    rows_in_force.childrecordnumber_key as client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.removaldate as start_date,
    rows_in_force.exitdate as end_date,
    case rows_in_force.exitreason
        when '1' then 'reunified'
        when '2' then 'living_with_relatives'
        when '3' then 'adopted'
        when '4' then 'emancipated'
        when '5' then 'guardianship'
        when '6' then 'runaway'
        when '7' then 'died'
        when '8' then 'transferred'
    end as exit_reason_name,
    rows_in_force.environment as environment_code,
    rows_in_force.plandate as plan_date,
    rows_in_force.plangoal as plan_goal_code,
    case rows_in_force.runaway when '1' then true when '0' then false end as was_runaway,
    case rows_in_force.physicalabuse when '1' then true when '0' then false end as has_physical_abuse,
    case rows_in_force.sexualabuse when '1' then true when '0' then false end as has_sexual_abuse,
    case rows_in_force.psychologicalabuse
        when '1' then true
        when '0' then false
    end as has_psychological_abuse,
    case rows_in_force.neglect when '1' then true when '0' then false end as has_neglect,
    case rows_in_force.medicalneglect when '1' then true when '0' then false end as has_medical_neglect,
    case rows_in_force.domesticviolence when '1' then true when '0' then false end as has_domestic_violence,
    case rows_in_force.abandonment when '1' then true when '0' then false end as was_abandoned,
    case rows_in_force.caretakeralcohol when '1' then true when '0' then false end as has_caretaker_alcohol,
    case rows_in_force.caretakerdrugs when '1' then true when '0' then false end as has_caretaker_drugs,
    case rows_in_force.childbehavior when '1' then true when '0' then false end as has_child_behavior,
    case rows_in_force.caretakerdeath when '1' then true when '0' then false end as has_caretaker_death,
    case rows_in_force.incarceration when '1' then true when '0' then false end as has_incarceration,
    case rows_in_force.housing when '1' then true when '0' then false end as has_inadequate_housing,
    case rows_in_force.relinquishment when '1' then true when '0' then false end as was_relinquished,
    case rows_in_force.homelessness when '1' then true when '0' then false end as was_homeless
from rows_in_force
{{ join_person_keys("child") }}
