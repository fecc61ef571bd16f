-- One row per worker, employer account, reporting unit and quarter.
with

rows_in_force as (
    select * from {{ source("in_force", "labor__ui_wages") }}
)

select
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.ui_account_key as employer_key_labor,
    rows_in_force.reporting_unit as reporting_unit_code,
    cast(rows_in_force.year as integer) as calendar_year,
    cast(rows_in_force.quarter as integer) as calendar_quarter,
    cast(rows_in_force.wage as integer) as wage_usd
from rows_in_force
{{ join_person_keys("person") }}
