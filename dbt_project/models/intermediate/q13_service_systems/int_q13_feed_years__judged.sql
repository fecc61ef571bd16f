-- One row per calendar year and feed with services: whether the year counts it.
with

feeds as (
    select
        *,
        feed in {{ words(paying_feeds()) }} as has_amounts
    from {{ ref("int_source_coverage__measured") }}
    where feed in {{ words(q13_feeds()) }} and {{ is_system_of_q13() }} and first_covered_date is not null
),

bounds as (
    select
        min(first_covered_date) as first_date,
        max(last_covered_date) as last_date
    from feeds
),

years as (
    select
        months.calendar_year,
        min(months.calendar_month) as first_date,
        max(months.last_day_date) as last_date
    from {{ ref("int_months__listed") }} as months
    cross join bounds
    where
        months.calendar_year >= extract(year from bounds.first_date)
        and months.calendar_year <= extract(year from bounds.last_date)
    group by months.calendar_year
),

judged as (
    select
        years.*,
        feeds.agency,
        feeds.feed,
        feeds.has_amounts,
        feeds.first_covered_date <= years.first_date as is_begun,
        feeds.reportable_through_date >= years.last_date as is_complete,
        feeds.last_covered_date
        >= cast({{ dbt.dateadd("month", -1 * parameter("q13_waits_months"), "years.first_date") }} as date) as is_alive,
        bounds.last_date
        < cast({{ dbt.dateadd("month", parameter("q13_waits_months"), "years.last_date") }} as date) as is_recent
    from years
    cross join feeds
    cross join bounds
)

-- A year waits for a feed that spoke lately, also for one that comes once a year and tells nothing of it yet; not for
-- ever, since an agency may have stopped sending.
select
    calendar_year,
    first_date,
    last_date,
    agency,
    feed,
    has_amounts,
    is_begun and is_complete as is_counted,
    is_begun and not is_complete and is_alive and is_recent as is_awaited
from judged
