-- One row per worker record and month of a quarter with wages.
with

wages as (
    select
        person_record_id as record_id,
        person_id,
        calendar_year,
        calendar_quarter,
        count(*) as job_count
    from {{ ref("stg_labor__ui_wages") }}
    where person_id is not null and wage_usd > 0
    group by person_record_id, person_id, calendar_year, calendar_quarter
),

months as (
    select * from {{ ref("int_months__listed") }}
)

select
    wages.record_id,
    wages.person_id,
    months.calendar_month as service_month,
    'covered_employment' as program,
    wages.job_count as service_count
from wages
inner join months
    on
        wages.calendar_year = months.calendar_year
        and wages.calendar_quarter = months.calendar_quarter
