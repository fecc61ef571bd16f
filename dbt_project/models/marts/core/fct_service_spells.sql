-- One row per person, feed, program and unbroken run of months of service.
with

programs as (
    select * from {{ ref("fct_person_month_programs") }}
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
),

numbered as (
    select
        *,
        12 * extract(year from service_month) + extract(month from service_month)
        - row_number() over (partition by person_id, feed, program order by service_month) as run_number
    from programs
),

runs as (
    select
        person_id,
        agency,
        feed,
        program,
        min(service_month) as start_month,
        cast({{ dbt.dateadd("month", 1, "max(service_month)") }} as date) as next_month,
        count(*) as service_months,
        sum(paid_usd) as paid_usd
    from numbered
    group by person_id, agency, feed, program, run_number
)

select
    runs.person_id,
    runs.agency,
    runs.program,
    runs.feed,
    runs.start_month,
    case when {{ last_day_of_month("runs.next_month") }} <= coverage.reportable_through_date then runs.next_month end
        as end_month,
    cast(runs.service_months as integer) as service_months,
    cast(runs.paid_usd as decimal(14, 2)) as paid_usd
from runs
inner join coverage on runs.feed = coverage.feed
