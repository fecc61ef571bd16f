-- One row per file in force.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__header") }}
)

select
    rows_in_force.delivery_id,
    cast(rows_in_force.year as integer) as federal_fiscal_year,
    cast(rows_in_force.quarter as integer) as federal_fiscal_quarter,
    rows_in_force.program_type as program_code,
    rows_in_force.edit = '1' as is_edited
from rows_in_force
