-- One row per person and calendar quarter with a wage record.
with

wages as (
    select * from {{ ref("stg_labor__ui_wages") }}
    where person_id is not null
),

quarters as (
    select
        calendar_year,
        calendar_quarter,
        min(calendar_month) as quarter_start_date
    from {{ ref("int_months__listed") }}
    group by calendar_year, calendar_quarter
)

select
    wages.person_id,
    quarters.quarter_start_date,
    sum(wages.wage_usd) as wage_usd,
    count(*) as job_count
from wages
inner join quarters
    on
        wages.calendar_year = quarters.calendar_year
        and wages.calendar_quarter = quarters.calendar_quarter
group by wages.person_id, quarters.quarter_start_date
