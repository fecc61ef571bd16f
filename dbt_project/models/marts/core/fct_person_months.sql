-- One row per person and calendar month, from birth or the spine's first month to death or its last.
with

spans as (
    select * from {{ ref("int_person_spans__dated") }}
),

judged as (
    select * from {{ ref("int_spine_months__judged") }}
),

programs as (
    select * from {{ ref("fct_person_month_programs") }}
    where life_conflict is null
),

sums as (
    select
        person_id,
        service_month,
        {{ spine_sums() }}
        count(*) as program_count
    from programs
    group by person_id, service_month
)

select
    spans.person_id,
    judged.calendar_month,
    cast({{ months_between("spans.birth_month", "judged.calendar_month") }} as smallint) as age_months,
    case
        when judged.alive_null_reason is null
            then spans.death_month is null or spans.death_month > judged.calendar_month
    end as is_alive,
    judged.alive_null_reason,
    cast(coalesce(sums.program_count, 0) as integer) as program_count,
    cast(judged.uncovered_feed_count as smallint) as uncovered_feed_count,
    {{ spine_columns("sums", "judged") }}
from spans
inner join judged on spans.first_month <= judged.calendar_month and spans.last_month >= judged.calendar_month
left join sums
    on
        spans.person_id = sums.person_id
        and judged.calendar_month = sums.service_month
