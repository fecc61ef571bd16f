-- One row per patient care report.
with

rows_in_force as (
    select * from {{ source("in_force", "ems__responses") }}
)

select
    rows_in_force.erecord_01_key as report_key_ems,
    rows_in_force.eresponse_03_key as incident_key_ems,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.etimes_03 as response_at,
    rows_in_force.epatient_17_birth_month as birth_month,
    case rows_in_force.epatient_25 when '9906001' then 'female' when '9906003' then 'male' end as sex,
    case rows_in_force.epatient_14
        when '2514001' then 'american_indian_alaska_native'
        when '2514003' then 'asian'
        when '2514005' then 'black'
        when '2514007' then 'hispanic'
        when '2514009' then 'native_hawaiian_pacific_islander'
        when '2514011' then 'white'
    end as race_ethnicity,
    case when rows_in_force.epatient_22 = '2522001' then true end as is_homeless,
    rows_in_force.epatient_07 as residence_county_code,
    rows_in_force.esituation_11 as impression_code,
    rows_in_force.edisposition_30 in ('4230001', '4230003') as is_transported,
    rows_in_force.edisposition_21 as destination_code
from rows_in_force
{{ join_person_keys("person") }}
