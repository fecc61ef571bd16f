-- One row per member of Medicaid.
with

rows_in_force as (
    select * from {{ source("in_force", "medicaid__eligibility__elg00002") }}
)

select
    rows_in_force.msis_identification_num_key as member_key_medicaid,
    rows_in_force.member_record_id,
    {{ person_columns("member") }},
    rows_in_force.date_of_birth_birth_month as birth_month,
    rows_in_force.date_of_death as death_date,
    case rows_in_force.sex when 'F' then 'female' when 'M' then 'male' end as sex,
    case
        when rows_in_force.ethnicity_code in ('1', '2', '3', '4', '5') then 'hispanic'
        when rows_in_force.race = '001' then 'white'
        when rows_in_force.race = '002' then 'black'
        when rows_in_force.race = '003' then 'american_indian_alaska_native'
        when rows_in_force.race between '004' and '011' then 'asian'
        when rows_in_force.race between '012' and '016' then 'native_hawaiian_pacific_islander'
        when rows_in_force.race = '018' then 'other'
    end as race_ethnicity,
    rows_in_force.primary_language_code as language_code,
    rows_in_force.eligible_county_code as residence_county_code,
    rows_in_force.ssn_verification_flag = '1' as is_number_verified
from rows_in_force
{{ join_person_keys("member") }}
