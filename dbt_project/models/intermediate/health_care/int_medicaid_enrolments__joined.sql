-- One row per person and unbroken spell of enrolment in Medicaid, start included, end excluded.
with

spells as (
    select
        member_person_id as person_id,
        start_date,
        coalesce(end_date, cast('9999-12-31' as date)) as end_date
    from {{ ref("stg_medicaid__eligibility__elg00021") }}
    where member_person_id is not null and start_date is not null
),

measured as (
    select
        *,
        max(end_date) over (
            partition by person_id order by start_date, end_date
            rows between unbounded preceding and 1 preceding
        ) as enrolled_until_date
    from spells
),

numbered as (
    select
        *,
        sum(case when start_date <= enrolled_until_date then 0 else 1 end) over (
            partition by person_id order by start_date, end_date
            rows between unbounded preceding and current row
        ) as spell_number
    from measured
)

select
    person_id,
    min(start_date) as start_date,
    max(end_date) as end_date
from numbered
group by person_id, spell_number
