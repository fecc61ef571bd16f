-- One row per child and day of a well-child visit that Medicaid paid for.
with

visits as (
    select
        member_person_id as person_id,
        start_date as visit_date
    from {{ ref("stg_medicaid__claims") }}
    where
        member_person_id is not null
        and {{ is_well_child_visit("procedure_code", "diagnosis_code") }}
),

people as (
    select
        person_id,
        birth_month
    from {{ ref("int_person_attributes__resolved") }}
    where birth_month is not null
)

select
    visits.person_id,
    visits.visit_date,
    people.birth_month
from visits
inner join people on visits.person_id = people.person_id
where
    visits.visit_date >= people.birth_month
    and {{ months_between("people.birth_month", "visits.visit_date") }} < 252
group by visits.person_id, visits.visit_date, people.birth_month
