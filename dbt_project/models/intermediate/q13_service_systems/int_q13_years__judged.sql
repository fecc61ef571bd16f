-- One row per calendar year any feed with services speaks for: which systems it counts.
with

systems as (
    select
        calendar_year,
        first_date,
        last_date,
        agency,
        max(case when is_counted then 1 else 0 end) as is_counted,
        max(case when is_counted and has_amounts then 1 else 0 end) as has_amounts,
        max(case when is_awaited then 1 else 0 end) as is_awaited
    from {{ ref("int_q13_feed_years__judged") }}
    group by calendar_year, first_date, last_date, agency
),

years as (
    select
        calendar_year,
        first_date,
        last_date,
        {{ dbt.listagg("case when is_counted = 1 then agency end", "'+'", "order by agency") }} as counted_systems,
        {{ dbt.listagg("case when has_amounts = 1 then agency end", "'+'", "order by agency") }} as paying_systems,
        case
            when max(is_awaited) = 1 then 'not_yet_reportable'
            when sum(is_counted) < 2 then 'not_observed'
        end as null_reason
    from systems
    group by calendar_year, first_date, last_date
),

feeds as (
    select
        calendar_year,
        {{ dbt.listagg("case when is_counted then feed end", "', '", "order by feed") }} as counted_feeds,
        {{ dbt.listagg("case when not is_counted then feed end", "', '", "order by feed") }} as incomplete_feeds
    from {{ ref("int_q13_feed_years__judged") }}
    group by calendar_year
)

select
    years.calendar_year,
    years.first_date,
    years.last_date,
    case when years.null_reason is null then years.counted_systems end as counted_systems,
    case when years.null_reason is null then years.paying_systems end as paying_systems,
    case when years.null_reason is null then feeds.counted_feeds end as counted_feeds,
    feeds.incomplete_feeds,
    years.null_reason,
    coalesce(years.null_reason, case when years.paying_systems is null then 'not_observed' end) as paid_null_reason
from years
inner join feeds on years.calendar_year = feeds.calendar_year
