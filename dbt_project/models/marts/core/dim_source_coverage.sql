-- One row per feed: the days it speaks for, and the day through which it can be trusted to be complete.
with

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
)

select
    feed,
    agency,
    cast(lag_days as integer) as lag_days,
    first_covered_date,
    last_covered_date,
    reportable_through_date,
    last_accepted_date,
    cast(rejected_count as integer) as rejected_count,
    coverage_note
from coverage
