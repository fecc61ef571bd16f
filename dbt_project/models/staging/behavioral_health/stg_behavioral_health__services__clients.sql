-- One row per client of publicly funded treatment.
with

rows_in_force as (
    select * from {{ source("in_force", "behavioral_health__services__clients") }}
)

select
    rows_in_force.client_id_key as client_key_behavioral_health,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.dob_birth_month as birth_month,
    case rows_in_force.gender when '2' then 'female' when '1' then 'male' end as sex,
    case
        when rows_in_force.ethnic in ('1', '2', '3', '5') then 'hispanic'
        when rows_in_force.race in ('1', '2') then 'american_indian_alaska_native'
        when rows_in_force.race in ('3', '6') then 'asian'
        when rows_in_force.race = '4' then 'black'
        when rows_in_force.race = '5' then 'white'
        when rows_in_force.race = '7' then 'other'
        when rows_in_force.race = '8' then 'more_than_one'
        when rows_in_force.race = '9' then 'native_hawaiian_pacific_islander'
    end as race_ethnicity
from rows_in_force
{{ join_person_keys("person") }}
