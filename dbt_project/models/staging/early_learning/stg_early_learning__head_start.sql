-- One row per child, grantee and programme year.
with

rows_in_force as (
    select * from {{ source("in_force", "early_learning__head_start") }}
)

select
    rows_in_force.stateid_key as student_key_education,
    rows_in_force.reportinggrantee as grantee_code,
    cast(rows_in_force.programyear as integer) as program_year,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.localstudentid_key as local_child_key_head_start,
    rows_in_force.initialenrolldate as start_date,
    {{ day_after("rows_in_force.withdrawdate") }} as end_date,
    rows_in_force.dateofbirth_birth_month as birth_month,
    case rows_in_force.gender when 'F' then 'female' when 'M' then 'male' end as sex,
    {{ race_ethnicity_from_letter("rows_in_force.raceethnicity") }} as race_ethnicity,
    case rows_in_force.primeligibility
        when '1' then 'income_in_poverty'
        when '2' then 'public_assistance'
        when '3' then 'foster_care'
        when '4' then 'homeless'
        when '5' then 'income_above_poverty'
    end as eligibility_reason,
    case rows_in_force.prenatalservices when 'Y' then true when 'N' then false end as has_prenatal_services,
    case rows_in_force.programoption
        when 'C' then 'centre'
        when 'H' then 'home_visits'
        when 'F' then 'family_child_care'
    end as program_option,
    rows_in_force.centercode as center_code
from rows_in_force
{{ join_person_keys("person") }}
