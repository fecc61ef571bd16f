-- One row per client of the homelessness system.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__client") }}
)

select
    rows_in_force.personalid_key as client_key_coc,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.dob_birth_month as birth_month,
    case rows_in_force.sex when '0' then 'female' when '1' then 'male' end as sex,
    {{ race_ethnicity_from(
        "rows_in_force.hispaniclatinao = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.amindaknative = '1'",
            "asian": "rows_in_force.asian = '1'",
            "black": "rows_in_force.blackafamerican = '1'",
            "middle_eastern_north_african": "rows_in_force.mideastnafrican = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.nativehipacific = '1'",
            "white": "rows_in_force.white = '1'",
        },
    ) }} as race_ethnicity,
    case rows_in_force.veteranstatus when '1' then true when '0' then false end as is_veteran
from rows_in_force
{{ join_person_keys("person") }}
