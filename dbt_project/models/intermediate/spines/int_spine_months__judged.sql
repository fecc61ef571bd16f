-- One row per month of the dense spines, with why each feed they need says nothing of it.
with

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
),

-- The spines begin with the month from which half of the feeds speak: before it, nearly all would be null.
ordered as (
    select
        first_covered_date,
        row_number() over (order by first_covered_date, feed) as place,
        count(*) over () as feed_count
    from coverage
    where first_covered_date is not null
),

bounds as (
    select
        (select min(first_covered_date) from ordered where 2 * place >= feed_count) as first_date,
        (select max(last_covered_date) from coverage) as last_date
),

months as (
    select
        listed.calendar_month,
        listed.last_day_date,
        cast({{ dbt.date_trunc("quarter", "listed.calendar_month") }} as date) as quarter_start_date
    from {{ ref("int_months__listed") }} as listed
    cross join bounds
    where listed.last_day_date >= bounds.first_date and listed.calendar_month <= bounds.last_date
),

judged as (
    select
        months.calendar_month,
        coverage.feed,
        {{ window_null_reason("coverage", "months.calendar_month", "months.last_day_date") }} as null_reason
    from months
    cross join coverage
),

reasons as (
    select
        calendar_month,
        {% for word, feed in spine_feeds().items() %}
        max(case when feed = '{{ feed }}' then null_reason end) as {{ word }}_null_reason,
        {% endfor %}
        count(null_reason) as uncovered_feed_count
    from judged
    group by calendar_month
)

select
    months.calendar_month,
    months.last_day_date,
    months.quarter_start_date,
    {% for word in spine_feeds() %}
    reasons.{{ word }}_null_reason,
    {% endfor %}
    reasons.uncovered_feed_count
from months
inner join reasons on months.calendar_month = reasons.calendar_month
