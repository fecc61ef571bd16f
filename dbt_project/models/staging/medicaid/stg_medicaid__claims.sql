-- One row per claim line.
with

rows_in_force as (
    select * from {{ source("in_force", "medicaid__claims") }}
)

select
    rows_in_force.claim_id_key as claim_key_medicaid,
    cast(rows_in_force.claim_line_number as integer) as claim_line_number,
    rows_in_force.member_id_key as member_key_medicaid,
    rows_in_force.member_record_id,
    {{ person_columns("member") }},
    rows_in_force.claim_type = 'institutional' as is_institutional,
    rows_in_force.claim_start_date as start_date,
    rows_in_force.claim_end_date as last_service_date,
    rows_in_force.admission_date,
    rows_in_force.discharge_date,
    rows_in_force.paid_date,
    rows_in_force.place_of_service_code,
    rows_in_force.bill_type_code,
    rows_in_force.revenue_center_code,
    rows_in_force.drg_code,
    rows_in_force.hcpcs_code as procedure_code,
    rows_in_force.diagnosis_code_1 as diagnosis_code,
    rows_in_force.diagnosis_code_2 as second_diagnosis_code,
    cast(rows_in_force.service_unit_quantity as integer) as unit_count,
    rows_in_force.paid_amount as paid_usd,
    rows_in_force.charge_amount as charge_usd
from rows_in_force
{{ join_person_keys("member") }}
