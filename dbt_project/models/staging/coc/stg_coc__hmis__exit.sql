-- One row per stay that ended.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__exit") }}
)

select
    rows_in_force.exitid_key as exit_key_coc,
    rows_in_force.enrollmentid_key as enrollment_key_coc,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.exitdate as end_date,
    rows_in_force.destination as destination_code
from rows_in_force
{{ join_person_keys("person") }}
