-- One row per certificate of live birth.
with

rows_in_force as (
    select * from {{ source("in_force", "health__births") }}
)

select
    rows_in_force.certificate_key as certificate_key_health,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.mother_record_id,
    {{ person_columns("mother") }},
    rows_in_force.father_record_id,
    {{ person_columns("father") }},
    rows_in_force.void = '1' as is_void,
    rows_in_force.idob_birth_month as child_birth_month,
    rows_in_force.mdob_birth_month as mother_birth_month,
    rows_in_force.fdob_birth_month as father_birth_month,
    rows_in_force.dor as registration_date,
    rows_in_force.idob_birth_month as start_date,
    rows_in_force.dor as recorded_date,
    case rows_in_force.isex when 'F' then 'female' when 'M' then 'male' end as child_sex,
    {{ race_ethnicity_of_certificate("rows_in_force.mrace", "rows_in_force.methnic") }} as mother_race_ethnicity,
    rows_in_force.countyc as residence_county_code,
    rows_in_force.statec as residence_state_code,
    case rows_in_force.marn when 'Y' then true when 'N' then false end as is_mother_married,
    case rows_in_force.ackn when 'Y' then true when 'N' then false end as is_paternity_acknowledged,
    case when rows_in_force.meduc <> '9' then rows_in_force.meduc end as mother_education_code,
    case rows_in_force.wic when 'Y' then true when 'N' then false end as has_wic_food,
    case when rows_in_force.pay <> '9' then rows_in_force.pay = '1' end as is_medicaid_birth,
    cast(rows_in_force.bwg as integer) as birth_weight_grams,
    cast(rows_in_force.owgest as integer) as gestation_weeks,
    cast(rows_in_force.plur as integer) as plurality_count,
    cast(rows_in_force.nprev as integer) as prenatal_visit_count
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("mother") }}
{{ join_person_keys("father") }}
