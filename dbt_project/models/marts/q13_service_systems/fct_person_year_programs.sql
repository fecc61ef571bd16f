-- One row per person, calendar year and program used in it.
with

months as (
    select * from {{ ref("fct_person_month_programs") }}
    where {{ is_counted_for_q13() }}
)

select
    person_id,
    cast(extract(year from service_month) as integer) as calendar_year,
    agency,
    program,
    min(service_month) as first_month,
    max(service_month) as last_month,
    cast(count(*) as integer) as used_months
from months
group by person_id, extract(year from service_month), agency, program
