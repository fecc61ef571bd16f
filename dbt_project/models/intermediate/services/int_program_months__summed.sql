-- One row per person, calendar month, feed and program in which an agency saw the person.
with

services as (
    select * from {{ ref("int_service_months__gathered") }}
),

paid as (
    select * from {{ ref("int_paid_months__gathered") }}
),

gathered as (
    select * from services
    union all by name
    select * from paid
)

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
