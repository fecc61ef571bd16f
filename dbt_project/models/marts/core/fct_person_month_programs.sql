-- One row per person, calendar month, feed and program in which an agency saw the person.
with

services as (
    select
        person_id,
        service_month,
        agency,
        feed,
        program,
        sum(service_count) as service_count,
        cast(null as decimal(14, 2)) as paid_usd
    from {{ ref("int_service_months__gathered") }}
    group by person_id, service_month, agency, feed, program
),

paid as (
    select * from {{ ref("int_paid_months__gathered") }}
),

gathered as (
    select * from services
    union all by name
    select * from paid
),

seen as (
    select
        person_id,
        service_month,
        agency,
        feed,
        program,
        sum(service_count) as service_count,
        cast(sum(paid_usd) as decimal(14, 2)) as paid_usd
    from gathered
    group by person_id, service_month, agency, feed, program
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
