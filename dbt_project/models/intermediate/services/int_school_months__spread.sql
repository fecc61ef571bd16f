-- One row per student record and month of a term in which the student was enrolled.
with

spells as (
    select * from {{ ref("int_school_enrolments__spelled") }}
    where person_id is not null and enrolled_days > 0
),

months as (
    select * from {{ ref("int_months__listed") }}
)

select
    spells.record_id,
    spells.person_id,
    months.calendar_month as service_month,
    'public_school' as program,
    count(*) as service_count
from spells
inner join months
    on
        spells.first_date <= months.last_day_date
        and spells.last_known_date >= months.calendar_month
group by spells.record_id, spells.person_id, months.calendar_month
