-- One row per calendar year any feed speaks for: whether every system Q13 counts is complete in it.
with

feeds as (
    select
        *,
        max(first_covered_date) over (partition by agency) as last_first_date
    from {{ ref("int_source_coverage__measured") }}
    where {{ is_feed_of_q13() }}
),

-- A feed that never arrived says nothing of a system that another one speaks for (dim_source_coverage notes it).
coverage as (
    select * from feeds
    where first_covered_date is not null or last_first_date is null
),

bounds as (
    select
        min(first_covered_date) as first_covered_date,
        max(last_covered_date) as last_covered_date
    from coverage
),

years as (
    select
        months.calendar_year,
        min(months.calendar_month) as first_date,
        max(months.last_day_date) as last_date
    from {{ ref("int_months__listed") }} as months
    cross join bounds
    where
        months.calendar_year >= extract(year from bounds.first_covered_date)
        and months.calendar_year <= extract(year from bounds.last_covered_date)
    group by months.calendar_year
),

judged as (
    select
        years.calendar_year,
        years.last_date,
        coverage.feed,
        -- A system of which nothing ever arrived has no dates: nothing is observed.
        coalesce(coverage.first_covered_date > years.first_date, true) as is_unobserved,
        coalesce(coverage.reportable_through_date < years.last_date, true) as is_early
    from years
    cross join coverage
)

select
    calendar_year,
    max(last_date) as last_date,
    case
        when max(case when is_unobserved then 1 else 0 end) = 1 then 'not_observed'
        when max(case when is_early then 1 else 0 end) = 1 then 'not_yet_reportable'
    end as null_reason,
    {{ dbt.listagg("case when is_unobserved or is_early then feed end", "', '", "order by feed") }} as incomplete_feeds
from judged
group by calendar_year
