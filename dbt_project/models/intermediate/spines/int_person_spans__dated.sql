-- One row per person the dense spines have, with the first and the last month they have of the person.
with

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
),

deaths as (
    select * from {{ ref("int_person_deaths__resolved") }}
),

bounds as (
    select
        min(calendar_month) as first_month,
        max(calendar_month) as last_month
    from {{ ref("int_spine_months__judged") }}
),

-- A person whose month of birth no record says is there from the first month on, without an age.
spans as (
    select
        people.person_id,
        people.birth_month,
        deaths.death_month,
        case when people.birth_month > bounds.first_month then people.birth_month else bounds.first_month end
            as first_month,
        case when deaths.death_month < bounds.last_month then deaths.death_month else bounds.last_month end
            as last_month
    from people
    left join deaths on people.person_id = deaths.person_id
    cross join bounds
)

select
    person_id,
    birth_month,
    death_month,
    first_month,
    last_month
from spans
where first_month <= last_month
