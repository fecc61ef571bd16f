-- One row per pass.
with

rows_in_force as (
    select * from {{ source("in_force", "transit__school_passes") }}
)

select
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.guardian_record_id,
    {{ person_columns("guardian") }},
    case rows_in_force.signed_as when 'P' then 'parent' when 'G' then 'guardian' end as parent_relation_name,
    rows_in_force.number_key as pass_key_transit,
    rows_in_force.school as school_code,
    rows_in_force.begins as start_date,
    rows_in_force.ends as end_date
from rows_in_force
{{ join_person_keys("person") }}
{{ join_person_keys("guardian") }}
