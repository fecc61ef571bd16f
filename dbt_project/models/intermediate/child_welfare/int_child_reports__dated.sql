-- One row per report and child it names.
with

reports as (
    select * from {{ ref("stg_child_welfare__reports__report") }}
),

named as (
    select
        report_key_child_welfare,
        child_person_id,
        max(case when is_victim then 1 else 0 end) = 1 as is_victim
    from {{ ref("stg_child_welfare__reports__child") }}
    where child_person_id is not null
    group by report_key_child_welfare, child_person_id
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
)

select
    reports.report_key_child_welfare,
    named.child_person_id,
    reports.received_date,
    coalesce(reports.is_screened_in, false) as is_screened_in,
    named.is_victim,
    -- A delivery cannot know a report of a day it does not speak for: the date is wrong.
    coalesce(reports.received_date > coverage.last_covered_date, false) as is_dated_in_future
from reports
inner join named on reports.report_key_child_welfare = named.report_key_child_welfare
left join coverage on coverage.feed = 'child_welfare__reports'
