-- One row per person, calendar year and system that the year counts and that saw the person in it.
with

systems as (
    select
        person_id,
        calendar_year,
        agency as system_name,
        min(first_month) as first_month,
        count(*) as program_count,
        sum(paid_usd) as paid_usd
    from {{ ref("int_q13_program_years__summed") }}
    where is_counted
    group by person_id, calendar_year, agency
),

ordered as (
    select
        *,
        min(first_month) over (partition by person_id, calendar_year) as first_contact_month
    from systems
)

select
    person_id,
    calendar_year,
    system_name,
    first_month,
    first_month = first_contact_month as is_first,
    program_count,
    paid_usd
from ordered
