-- One row per feed: the days it speaks for, and the day through which it can be trusted to be complete.
with

coverage as (
    select * from {{ ref("stg_intake__feed_coverage") }}
)

select
    feed,
    agency,
    lag_days,
    first_covered_date,
    last_covered_date,
    cast({{ dbt.dateadd("day", "-1 * lag_days", "last_covered_date") }} as date) as reportable_through_date
from coverage
