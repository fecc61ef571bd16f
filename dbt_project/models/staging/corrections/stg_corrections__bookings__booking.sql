-- One row per booking into the county jail.
with

rows_in_force as (
    select * from {{ source("in_force", "corrections__bookings__booking") }}
)

select
    rows_in_force.booking_number_key as booking_key_corrections,
    rows_in_force.inmate_number_key as inmate_key_corrections,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    cast(rows_in_force.jail_entry_date as date) as start_date,
    {{ day_after("rows_in_force.jail_exit_date") }} as end_date,
    rows_in_force.jail_entry_date as booked_at,
    rows_in_force.jail_exit_date as released_at,
    rows_in_force.dob_birth_month as birth_month,
    case rows_in_force.sex when 'F' then 'female' when 'M' then 'male' end as sex,
    case rows_in_force.race
        when 'W' then 'white'
        when 'B' then 'black'
        when 'A' then 'asian'
        when 'I' then 'american_indian_alaska_native'
        when 'P' then 'native_hawaiian_pacific_islander'
        when 'H' then 'hispanic'
        when 'O' then 'other'
    end as race_ethnicity,
    rows_in_force.postal_code_zip3 as zip3,
    case rows_in_force.homeless when 'Y' then true when 'N' then false end as is_homeless,
    case rows_in_force.mental_health when 'Y' then true when 'N' then false end as has_mental_health_need,
    case rows_in_force.veteran when 'Y' then true when 'N' then false end as is_veteran,
    rows_in_force.detention as detention_code,
    rows_in_force.bond_amount as bond_usd,
    rows_in_force.updated_date as updated_at
from rows_in_force
{{ join_person_keys("person") }}
