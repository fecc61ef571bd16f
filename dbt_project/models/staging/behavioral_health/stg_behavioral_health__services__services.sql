-- One row per service for mental health.
with

rows_in_force as (
    select * from {{ source("in_force", "behavioral_health__services__services") }}
)

select
    rows_in_force.service_id_key as service_key_behavioral_health,
    rows_in_force.client_id_key as client_key_behavioral_health,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.provider_id_key as provider_key_behavioral_health,
    rows_in_force.service_date,
    case rows_in_force.service_type
        when '01' then 'assessment'
        when '02' then 'therapy'
        when '03' then 'medication'
        when '04' then 'case_management'
        when '05' then 'crisis'
    end as service_name,
    rows_in_force.diagnosis as diagnosis_code,
    cast(rows_in_force.units as integer) as quarter_hour_count
from rows_in_force
{{ join_person_keys("person") }}
