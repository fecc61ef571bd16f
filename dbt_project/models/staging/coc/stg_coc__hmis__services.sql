-- One row per service to a client of the homelessness system.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__services") }}
)

select
    rows_in_force.servicesid_key as service_key_coc,
    rows_in_force.enrollmentid_key as enrollment_key_coc,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.dateprovided as service_date,
    rows_in_force.recordtype as service_record_code,
    rows_in_force.typeprovided as service_type_code,
    rows_in_force.recordtype = '200' as is_bed_night,
    rows_in_force.faamount as assistance_usd,
    rows_in_force.fastartdate as assistance_start_date,
    rows_in_force.faenddate as assistance_last_date
from rows_in_force
{{ join_person_keys("person") }}
