-- One row per certificate of death.
with

rows_in_force as (
    select * from {{ source("in_force", "health__deaths") }}
)

select
    rows_in_force.certificate_key as certificate_key_health,
    rows_in_force.decedent_record_id,
    {{ person_columns("decedent") }},
    rows_in_force.void = '1' as is_void,
    rows_in_force.dob_birth_month as birth_month,
    rows_in_force.dod as death_date,
    rows_in_force.dor as registration_date,
    case rows_in_force.sex when 'F' then 'female' when 'M' then 'male' end as sex,
    {{ race_ethnicity_of_certificate("rows_in_force.race", "rows_in_force.dethnic") }} as race_ethnicity,
    case
        when rows_in_force.agetype = '1' then cast(rows_in_force.age as integer)
        when rows_in_force.agetype in ('2', '4', '5', '6') then 0
    end as age_at_death_years,
    rows_in_force.dplace as death_place_code,
    case rows_in_force.manner
        when 'N' then 'natural'
        when 'A' then 'accident'
        when 'S' then 'suicide'
        when 'H' then 'homicide'
        when 'P' then 'pending'
        when 'C' then 'undetermined'
    end as manner_name,
    rows_in_force.acme_uc as underlying_cause_code,
    rows_in_force.countyc as residence_county_code,
    rows_in_force.statec as residence_state_code
from rows_in_force
{{ join_person_keys("decedent") }}
