-- One row per export in force: the snapshot the other tables of the feed come from.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__export") }}
)

select
    rows_in_force.exportid as export_code,
    rows_in_force.exportstartdate as start_date,
    rows_in_force.exportenddate as last_covered_date
from rows_in_force
