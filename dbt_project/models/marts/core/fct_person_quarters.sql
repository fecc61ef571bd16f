-- One row per person and calendar quarter, from birth or the spine's first quarter to death or its last.
with

spans as (
    select * from {{ ref("int_person_spans__dated") }}
),

judged as (
    select * from {{ ref("int_spine_quarters__judged") }}
),

programs as (
    select
        *,
        cast({{ dbt.date_trunc("quarter", "service_month") }} as date) as quarter_start_date
    from {{ ref("fct_person_month_programs") }}
    where life_conflict is null
),

sums as (
    select
        person_id,
        quarter_start_date,
        {{ spine_sums() }}
        count(*) as program_months
    from programs
    group by person_id, quarter_start_date
),

wages as (
    select * from {{ ref("int_person_wages__summed") }}
)

select
    spans.person_id,
    judged.quarter_start_date,
    cast({{ months_between("spans.birth_month", "judged.quarter_start_date") }} as smallint) as age_months,
    case
        when judged.alive_null_reason is null
            then spans.death_month is null or spans.death_month > judged.last_day_date
    end as is_alive,
    judged.alive_null_reason,
    cast(coalesce(sums.program_months, 0) as smallint) as program_months,
    cast(judged.uncovered_feed_count as smallint) as uncovered_feed_count,
    case when judged.wage_null_reason is null then cast(coalesce(wages.wage_usd, 0) as integer) end as wage_usd,
    case when judged.wage_null_reason is null then coalesce(wages.wage_usd, 0) > 0 end as is_employed,
    case when judged.wage_null_reason is null then cast(coalesce(wages.employer_count, 0) as smallint) end
        as employer_count,
    judged.wage_null_reason,
    {{ spine_columns("sums", "judged") }}
from spans
inner join judged
    on
        spans.first_month <= judged.last_day_date
        and spans.last_month >= judged.quarter_start_date
left join sums
    on
        spans.person_id = sums.person_id
        and judged.quarter_start_date = sums.quarter_start_date
left join wages
    on
        spans.person_id = wages.person_id
        and judged.quarter_start_date = wages.quarter_start_date
