-- One row per file in force.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__trailer") }}
)

select
    rows_in_force.delivery_id,
    cast(rows_in_force.record_count as integer) as record_count
from rows_in_force
