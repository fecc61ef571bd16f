-- One row per stay of a client in a project.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__enrollment") }}
)

select
    rows_in_force.enrollmentid_key as enrollment_key_coc,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.projectid_key as project_key_coc,
    rows_in_force.householdid_key as household_key_coc,
    rows_in_force.entrydate as start_date,
    case rows_in_force.relationshiptohoh
        when '1' then 'head'
        when '2' then 'child_of_head'
        when '3' then 'partner_of_head'
        when '4' then 'other_relative_of_head'
        when '5' then 'unrelated_to_head'
    end as relationship_name,
    rows_in_force.livingsituation as prior_living_situation_code,
    case rows_in_force.disablingcondition when '1' then true when '0' then false end as has_disabling_condition,
    rows_in_force.moveindate as move_in_date
from rows_in_force
{{ join_person_keys("person") }}
