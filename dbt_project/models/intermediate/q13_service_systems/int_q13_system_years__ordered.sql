-- One row per person, calendar year and system that the year counts and that saw the person in it.
with

paying as (
    select
        calendar_year,
        agency
    from {{ ref("int_q13_feed_years__judged") }}
    where is_counted and has_amounts
    group by calendar_year, agency
),

systems as (
    select
        person_id,
        calendar_year,
        agency as system_name,
        min(first_month) as first_month,
        count(distinct program) as program_count,
        sum(paid_usd) as paid_usd
    from {{ ref("int_q13_program_years__summed") }}
    where is_counted
    group by person_id, calendar_year, agency
),

-- A system that pays paid nothing for those whom only its feeds without dollars saw: enrolled, and no claim.
ordered as (
    select
        systems.*,
        case when paying.agency is not null then coalesce(systems.paid_usd, 0) end as system_usd,
        min(systems.first_month) over (partition by systems.person_id, systems.calendar_year) as first_contact_month
    from systems
    left join paying on systems.calendar_year = paying.calendar_year and systems.system_name = paying.agency
)

select
    person_id,
    calendar_year,
    system_name,
    first_month,
    first_month = first_contact_month as is_first,
    program_count,
    system_usd as paid_usd
from ordered
