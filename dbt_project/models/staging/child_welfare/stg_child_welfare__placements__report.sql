-- One row per file of out-of-home care.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__placements__report") }}
)

select
    rows_in_force.period as period_code,
    rows_in_force.created as created_date,
    rows_in_force.children as children_count,
    rows_in_force.removals as removals_count
from rows_in_force
