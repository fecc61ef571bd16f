-- One row per feed: how it stands. Apart from the days it speaks for, so that a delivery refused changes nobody's rows.
with

coverage as (
    select * from {{ ref("stg_intake__feed_coverage") }}
)

select
    feed,
    last_accepted_date,
    rejected_count,
    coverage_note
from coverage
