-- One row per feed: the days it speaks for, the day through which it can be trusted to be complete, and how it stands.
with

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
),

deliveries as (
    select * from {{ ref("int_source_deliveries__noted") }}
)

select
    coverage.feed,
    coverage.agency,
    cast(coverage.lag_days as integer) as lag_days,
    coverage.first_covered_date,
    coverage.last_covered_date,
    coverage.reportable_through_date,
    deliveries.last_accepted_date,
    cast(deliveries.rejected_count as integer) as rejected_count,
    deliveries.coverage_note
from coverage
inner join deliveries on coverage.feed = deliveries.feed
