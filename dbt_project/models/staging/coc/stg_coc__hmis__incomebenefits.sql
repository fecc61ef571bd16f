-- One row per client, stay and day of answering about income and benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__incomebenefits") }}
)

select
    rows_in_force.incomebenefitsid_key as income_benefits_key_coc,
    rows_in_force.enrollmentid_key as enrollment_key_coc,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.informationdate as answer_date,
    rows_in_force.datacollectionstage as collection_stage_code,
    case rows_in_force.incomefromanysource when '1' then true when '0' then false end as has_income,
    rows_in_force.totalmonthlyincome as total_income_usd,
    case rows_in_force.earned when '1' then true when '0' then false end as has_earnings,
    rows_in_force.earnedamount as earned_usd,
    case rows_in_force.ssi when '1' then true when '0' then false end as has_ssi,
    rows_in_force.ssiamount as ssi_usd,
    case rows_in_force.ssdi when '1' then true when '0' then false end as has_ssdi,
    rows_in_force.ssdiamount as ssdi_usd,
    case rows_in_force.tanf when '1' then true when '0' then false end as has_tanf,
    rows_in_force.tanfamount as tanf_usd,
    case rows_in_force.benefitsfromanysource when '1' then true when '0' then false end as has_benefits,
    case rows_in_force.snap when '1' then true when '0' then false end as has_snap,
    case rows_in_force.wic when '1' then true when '0' then false end as has_wic,
    case rows_in_force.insurancefromanysource when '1' then true when '0' then false end as has_insurance,
    case rows_in_force.medicaid when '1' then true when '0' then false end as has_medicaid,
    case rows_in_force.medicare when '1' then true when '0' then false end as has_medicare,
    case rows_in_force.vhaservices when '1' then true when '0' then false end as has_veterans_care,
    case rows_in_force.employerprovided when '1' then true when '0' then false end as has_employer_insurance
from rows_in_force
{{ join_person_keys("person") }}
