-- One row per person and calendar year in which any system saw the person.
with

programs as (
    select * from {{ ref("fct_person_year_programs") }}
),

years as (
    select * from {{ ref("int_calendar_years__judged") }}
),

systems as (
    select
        person_id,
        calendar_year,
        agency,
        min(first_month) as first_month,
        count(*) as program_count
    from programs
    group by person_id, calendar_year, agency
),

person_years as (
    select
        person_id,
        calendar_year,
        count(*) as system_count,
        sum(program_count) as program_count,
        {{ dbt.listagg("agency", "'+'", "order by agency") }} as systems_used,
        {{ dbt.listagg("agency", "' > '", "order by first_month, agency") }} as contact_order
    from systems
    group by person_id, calendar_year
),

months as (
    select
        person_id,
        service_month,
        case when min(agency) <> max(agency) then 1 else 0 end as is_shared
    from {{ ref("fct_person_month_programs") }}
    where {{ is_counted_for_q13() }}
    group by person_id, service_month
),

shared_months as (
    select
        person_id,
        cast(extract(year from service_month) as integer) as calendar_year,
        sum(is_shared) as overlap_months
    from months
    group by person_id, extract(year from service_month)
)

select
    person_years.person_id,
    person_years.calendar_year,
    case when years.null_reason is null then cast(person_years.system_count as integer) end as system_count,
    case when years.null_reason is null then cast(person_years.program_count as integer) end as program_count,
    case when years.null_reason is null then person_years.systems_used end as systems_used,
    case when years.null_reason is null then person_years.contact_order end as contact_order,
    case when years.null_reason is null then cast(coalesce(shared_months.overlap_months, 0) as integer) end
        as overlap_months,
    years.null_reason,
    years.incomplete_feeds
from person_years
inner join years on person_years.calendar_year = years.calendar_year
left join shared_months
    on
        person_years.person_id = shared_months.person_id
        and person_years.calendar_year = shared_months.calendar_year
