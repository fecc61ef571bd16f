-- One row per person, calendar month, feed and program in which an agency saw the person.
with

months as (
    select * from {{ ref("int_service_months__gathered") }}
),

seen as (
    select
        person_id,
        service_month,
        agency,
        feed,
        program,
        sum(service_count) as service_count
    from months
    group by person_id, service_month, agency, feed, program
),

coverage as (
    select * from {{ ref("dim_source_coverage") }}
)

select
    seen.person_id,
    seen.service_month,
    seen.agency,
    seen.program,
    seen.feed,
    cast(seen.service_count as integer) as service_count,
    seen.service_month <= coverage.reportable_through_date as is_reportable
from seen
inner join coverage on seen.feed = coverage.feed
