-- One row per child of a case and month of benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__child") }}
)

select
    rows_in_force.case_number_key as case_key_human_services,
    rows_in_force.client_id_key as client_key_human_services,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.head_of_household_record_id,
    {{ person_columns("head_of_household") }},
    {{ tanf_person_columns() }}
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("head_of_household") }}
