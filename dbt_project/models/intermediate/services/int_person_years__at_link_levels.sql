-- One row per link level, person at that level and calendar year complete for every system of Q13.
with

record_years as (
    select
        record_id,
        cast(extract(year from service_month) as integer) as calendar_year,
        agency
    from {{ ref("int_service_months__gathered") }}
    where {{ is_counted_for_q13() }}
    group by record_id, extract(year from service_month), agency
),

keys as (
    select * from {{ ref("stg_linkage__person_keys") }}
),

keys_by_level as (
    {% for level in link_levels() %}
    select
        '{{ level }}' as link_level,
        record_id,
        {{ level }}_person_id as person_id
    from keys
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

system_years as (
    select
        keys_by_level.link_level,
        keys_by_level.person_id,
        record_years.calendar_year,
        record_years.agency
    from record_years
    inner join keys_by_level on record_years.record_id = keys_by_level.record_id
    group by keys_by_level.link_level, keys_by_level.person_id, record_years.calendar_year, record_years.agency
),

years as (
    select * from {{ ref("int_calendar_years__judged") }}
    where null_reason is null
)

select
    system_years.link_level,
    system_years.person_id,
    system_years.calendar_year,
    years.last_date as last_day_of_year,
    count(*) as system_count,
    {{ dbt.listagg("system_years.agency", "'+'", "order by system_years.agency") }} as systems_used
from system_years
inner join years on system_years.calendar_year = years.calendar_year
group by system_years.link_level, system_years.person_id, system_years.calendar_year, years.last_date
