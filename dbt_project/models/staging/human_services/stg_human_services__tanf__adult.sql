-- One row per adult of a case and month of benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__adult") }}
)

select
    rows_in_force.case_number_key as case_key_human_services,
    rows_in_force.client_id_key as client_key_human_services,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    {{ tanf_person_columns() }},
    case rows_in_force.employment_status
        when '1' then 'employed'
        when '2' then 'unemployed'
        when '3' then 'not_in_labor_force'
    end as employment_status_name,
    rows_in_force.education_level as schooling_code,
    rows_in_force.work_part_status as work_participation_code,
    cast(rows_in_force.months_fed_time_limit as integer) as federal_limit_months,
    cast(rows_in_force.earned_income as integer) as earned_usd
from rows_in_force
{{ join_person_keys("person") }}
