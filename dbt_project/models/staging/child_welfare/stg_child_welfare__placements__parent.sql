-- One row per child in care and parent.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__placements__parent") }}
)

select
    rows_in_force.childrecordnumber_key as client_key_child_welfare,
    rows_in_force.parentrecordnumber_key as parent_client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.parent_record_id,
    {{ person_columns("parent") }},
    rows_in_force.dateofbirth_birth_month as parent_birth_month,
    case rows_in_force.relation
        when '1' then 'mother'
        when '2' then 'father'
        when '3' then 'guardian'
        when '9' then 'other'
    end as parent_relation_name,
    rows_in_force.rightsended as rights_end_date
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("parent") }}
