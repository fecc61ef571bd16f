-- One row per calendar year any feed with services speaks for: which systems it counts, and whose dollars.
select
    calendar_year,
    counted_systems,
    paying_systems,
    counted_feeds,
    incomplete_feeds,
    null_reason,
    paid_null_reason
from {{ ref("int_q13_years__judged") }}
