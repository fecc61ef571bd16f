-- One row per member and determination.
with

rows_in_force as (
    select * from {{ source("in_force", "medicaid__eligibility__elg00005") }}
)

select
    rows_in_force.msis_identification_num_key as member_key_medicaid,
    rows_in_force.member_record_id,
    {{ person_columns("member") }},
    rows_in_force.msis_case_num_key as case_key_medicaid,
    rows_in_force.eligibility_determinant_eff_date as start_date,
    {{ day_after("rows_in_force.eligibility_determinant_end_date") }} as end_date,
    rows_in_force.eligibility_group as eligibility_group_code,
    rows_in_force.dual_eligible_code <> '00' as is_dual_eligible,
    case rows_in_force.tanf_cash_code when '2' then true when '1' then false end as has_cash_assistance
from rows_in_force
{{ join_person_keys("member") }}
