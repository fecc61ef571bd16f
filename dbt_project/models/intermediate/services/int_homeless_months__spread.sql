-- One row per client record, program and month with at least one day in a project.
with

stays as (
    select * from {{ ref("int_homeless_stays__spelled") }}
    where person_id is not null
),

months as (
    select * from {{ ref("int_months__listed") }}
)

select
    stays.record_id,
    stays.person_id,
    months.calendar_month as service_month,
    stays.program,
    count(*) as service_count
from stays
inner join months
    on
        stays.start_date <= months.last_day_date
        and stays.last_known_date >= months.calendar_month
group by stays.record_id, stays.person_id, months.calendar_month, stays.program
