-- One row per person, calendar year, feed and program used in it.
with

months as (
    select * from {{ ref("int_program_months__summed") }}
    where {{ is_counted_for_q13() }}
),

summed as (
    select
        person_id,
        cast(extract(year from service_month) as integer) as calendar_year,
        agency,
        feed,
        program,
        min(service_month) as first_month,
        max(service_month) as last_month,
        count(*) as used_months,
        sum(paid_usd) as paid_usd
    from months
    group by person_id, extract(year from service_month), agency, feed, program
)

select
    summed.person_id,
    summed.calendar_year,
    summed.agency,
    summed.feed,
    summed.program,
    summed.first_month,
    summed.last_month,
    summed.used_months,
    case when feeds.has_amounts then coalesce(summed.paid_usd, 0) end as paid_usd,
    feeds.is_counted and years.null_reason is null as is_counted
from summed
inner join {{ ref("int_q13_feed_years__judged") }} as feeds
    on summed.calendar_year = feeds.calendar_year and summed.feed = feeds.feed
inner join {{ ref("int_q13_years__judged") }} as years on summed.calendar_year = years.calendar_year
