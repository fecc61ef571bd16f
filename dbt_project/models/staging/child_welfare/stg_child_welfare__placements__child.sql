-- One row per child ever in out-of-home care.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__placements__child") }}
)

select
    rows_in_force.childrecordnumber_key as client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.dateofbirth_birth_month as child_birth_month,
    case rows_in_force.sex when '1' then 'male' when '2' then 'female' end as child_sex,
    {{ race_ethnicity_from(
        "rows_in_force.hispanic = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.raceamericanindian = '1'",
            "asian": "rows_in_force.raceasian = '1'",
            "black": "rows_in_force.raceblack = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.racehawaiian = '1'",
            "white": "rows_in_force.racewhite = '1'",
        },
    ) }} as child_race_ethnicity,
    rows_in_force.localagency as agency_county_fips
from rows_in_force
{{ join_person_keys("child") }}
