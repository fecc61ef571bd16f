-- One row per client of the child welfare agency.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__reports__client") }}
)

select
    rows_in_force.identifier_key as client_key_child_welfare,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.birth_dt_birth_month as birth_month,
    case rows_in_force.est_dob_cd when 'Y' then true when 'N' then false end as is_birth_date_estimated,
    case rows_in_force.gender_cd when 'M' then 'male' when 'F' then 'female' end as sex,
    rows_in_force.zip_no_zip3 as zip3,
    rows_in_force.senstv_ind = 'R' as is_restricted,
    rows_in_force.lst_upd_ts as updated_at
from rows_in_force
{{ join_person_keys("person") }}
