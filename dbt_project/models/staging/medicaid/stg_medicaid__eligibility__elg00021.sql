-- One row per member and spell of enrolment.
with

rows_in_force as (
    select * from {{ source("in_force", "medicaid__eligibility__elg00021") }}
)

select
    rows_in_force.msis_identification_num_key as member_key_medicaid,
    rows_in_force.member_record_id,
    {{ person_columns("member") }},
    rows_in_force.enrollment_eff_date as start_date,
    {{ day_after("rows_in_force.enrollment_end_date") }} as end_date,
    case rows_in_force.enrollment_type when '1' then 'medicaid' when '2' then 'chip' end as program_name
from rows_in_force
{{ join_person_keys("member") }}
