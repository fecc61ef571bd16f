-- One row per person, calendar month, feed and program in which an agency saw the person.
with

seen as (
    select * from {{ ref("int_program_months__summed") }}
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
),

people as (
    select * from {{ ref("dim_person") }}
)

select
    seen.person_id,
    seen.service_month,
    seen.agency,
    seen.program,
    seen.feed,
    cast(seen.service_count as integer) as service_count,
    seen.paid_usd,
    seen.service_month <= coverage.reportable_through_date as is_reportable,
    case
        when seen.service_month < people.birth_month then 'before_birth'
        when seen.service_month > people.death_month then 'after_death'
    end as life_conflict
from seen
inner join coverage on seen.feed = coverage.feed
left join people on seen.person_id = people.person_id
