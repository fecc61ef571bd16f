-- One row per person and calendar year in which any system saw the person.
with

seen as (
    select
        person_id,
        calendar_year
    from {{ ref("int_q13_program_years__summed") }}
    group by person_id, calendar_year
),

years as (
    select * from {{ ref("int_q13_years__judged") }}
),

used as (
    select
        person_id,
        calendar_year,
        count(*) as system_count,
        sum(program_count) as program_count,
        {{ dbt.listagg("system_name", "'+'", "order by system_name") }} as systems_used,
        {{ dbt.listagg("system_name", "' > '", "order by first_month, system_name") }} as contact_order,
        coalesce(sum(paid_usd), 0) as paid_usd
    from {{ ref("int_q13_system_years__ordered") }}
    group by person_id, calendar_year
),

months as (
    select
        person_id,
        calendar_year,
        service_month
    from {{ ref("int_q13_system_months__listed") }}
    group by person_id, calendar_year, service_month
    having count(*) > 1
),

shared as (
    select
        person_id,
        calendar_year,
        count(*) as overlap_months
    from months
    group by person_id, calendar_year
)

select
    seen.person_id,
    seen.calendar_year,
    years.first_date,
    years.last_date,
    used.system_count,
    used.program_count,
    used.systems_used,
    used.contact_order,
    case when used.system_count > 0 then coalesce(shared.overlap_months, 0) end as overlap_months,
    case when years.paid_null_reason is null then used.paid_usd end as paid_usd,
    years.null_reason,
    years.paid_null_reason
from seen
inner join years on seen.calendar_year = years.calendar_year
left join used on seen.person_id = used.person_id and seen.calendar_year = used.calendar_year
left join shared on seen.person_id = shared.person_id and seen.calendar_year = shared.calendar_year
where years.null_reason is not null or used.system_count > 0
