-- One row per case and month of benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__snap__issuance") }}
)

select
    rows_in_force.case_id_key as case_key_human_services,
    rows_in_force.benefit_month,
    rows_in_force.zip_code_zip3 as zip3,
    rows_in_force.office_code,
    cast(rows_in_force.unit_size as integer) as unit_member_count,
    rows_in_force.application_date,
    case rows_in_force.expedited when 'Y' then true when 'N' then false end as is_expedited,
    rows_in_force.open_date,
    rows_in_force.cert_start_date as certification_start_date,
    {{ day_after("rows_in_force.cert_end_date") }} as certification_end_date,
    cast(rows_in_force.gross_income as integer) as gross_income_usd,
    cast(rows_in_force.net_income as integer) as net_income_usd,
    cast(rows_in_force.earned_income as integer) as earned_income_usd,
    cast(rows_in_force.ssi_income as integer) as ssi_income_usd,
    cast(rows_in_force.ssa_income as integer) as social_security_income_usd,
    cast(rows_in_force.benefit_amount as integer) as benefit_usd,
    case rows_in_force.homeless when 'Y' then true when 'N' then false end as is_homeless,
    rows_in_force.case_status = 'C' as is_closing,
    case rows_in_force.closure_reason
        when 'INC' then 'income'
        when 'REC' then 'no_recertification'
        when 'MOV' then 'moved_or_died'
        when 'COM' then 'joined_another_case'
    end as closure_reason_name
from rows_in_force
