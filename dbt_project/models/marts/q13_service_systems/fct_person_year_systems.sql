-- One row per person and calendar year in which any system saw the person.
with

person_years as (
    select * from {{ ref("int_q13_person_years__judged") }}
),

years as (
    select * from {{ ref("int_q13_years__judged") }}
)

select
    person_years.person_id,
    person_years.calendar_year,
    cast(person_years.system_count as integer) as system_count,
    cast(person_years.program_count as integer) as program_count,
    person_years.systems_used,
    person_years.contact_order,
    cast(person_years.overlap_months as integer) as overlap_months,
    cast(person_years.paid_usd as decimal(14, 2)) as paid_usd,
    years.counted_systems,
    years.paying_systems,
    years.counted_feeds,
    person_years.null_reason,
    person_years.paid_null_reason
from person_years
inner join years on person_years.calendar_year = years.calendar_year
