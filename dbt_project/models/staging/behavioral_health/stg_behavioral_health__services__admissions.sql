-- One row per admission to treatment of substance use.
with

rows_in_force as (
    select * from {{ source("in_force", "behavioral_health__services__admissions") }}
)

select
    rows_in_force.admission_id_key as admission_key_behavioral_health,
    rows_in_force.client_id_key as client_key_behavioral_health,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.provider_id_key as provider_key_behavioral_health,
    rows_in_force.admission_date as start_date,
    {{ day_after("rows_in_force.discharge_date") }} as end_date,
    rows_in_force.services as service_code,
    rows_in_force.sub1 as substance_code,
    rows_in_force.sub2 as second_substance_code,
    rows_in_force.psource as referral_source_code,
    rows_in_force.livarag = '1' as is_homeless_at_admission,
    rows_in_force.arrests <> '0' as has_arrest_before_admission,
    rows_in_force.reason as exit_reason_code
from rows_in_force
{{ join_person_keys("person") }}
