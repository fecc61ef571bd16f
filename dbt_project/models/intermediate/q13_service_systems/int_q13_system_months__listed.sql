-- One row per person, calendar month and system that the year counts and that saw the person in it.
with

months as (
    select * from {{ ref("int_program_months__summed") }}
    where {{ is_counted_for_q13() }}
),

feeds as (
    select feed_years.*
    from {{ ref("int_q13_feed_years__judged") }} as feed_years
    inner join {{ ref("int_q13_years__judged") }} as years on feed_years.calendar_year = years.calendar_year
    where feed_years.is_counted and years.null_reason is null
)

select
    months.person_id,
    feeds.calendar_year,
    months.service_month,
    months.agency as system_name
from months
inner join feeds
    on
        months.feed = feeds.feed
        and months.service_month between feeds.first_date and feeds.last_date
group by months.person_id, feeds.calendar_year, months.service_month, months.agency
