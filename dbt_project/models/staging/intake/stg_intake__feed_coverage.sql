-- One row per feed, with the days its rows in force speak for.
with

rows_in_force as (
    select * from {{ source("intake", "feed_coverage") }}
)

select
    rows_in_force.feed,
    rows_in_force.agency,
    rows_in_force.lag_days,
    rows_in_force.first_covered_date,
    rows_in_force.last_covered_date,
    rows_in_force.last_accepted_date,
    rows_in_force.rejected_count,
    rows_in_force.coverage_note
from rows_in_force
