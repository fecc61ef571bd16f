-- One row per child, removal and placement.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__placements__placement") }}
)

select
    rows_in_force.childrecordnumber_key as client_key_child_welfare,
    rows_in_force.providernumber_key as provider_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.caregiver_record_id,
    {{ person_columns("caregiver") }},
    rows_in_force.removaldate as removal_date,
    rows_in_force.startdate as start_date,
    rows_in_force.enddate as end_date,
    case rows_in_force.fosterfamilyhome when '1' then true when '0' then false end as is_foster_family_home,
    case rows_in_force.licensed when '1' then true when '0' then false end as is_licensed,
    case rows_in_force.relative when '1' then true when '0' then false end as is_relative,
    rows_in_force.othersetting as setting_code,
    rows_in_force.location as location_code,
    rows_in_force.providerdateofbirth_birth_month as caregiver_birth_month,
    rows_in_force.providerzip_zip3 as zip3
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("caregiver") }}
