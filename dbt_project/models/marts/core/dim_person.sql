-- One row per person.
with

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
),

deaths as (
    select * from {{ ref("int_person_deaths__resolved") }}
)

select
    people.person_id,
    {% for attribute in person_attributes() %}
    people.{{ attribute }},
    people.{{ attribute }}_stated_by,
    cast(people.{{ attribute }}_rival_count as integer) as {{ attribute }}_rival_count,
    {% endfor %}
    people.link_band,
    deaths.person_id is not null as is_known_dead,
    deaths.death_month,
    cast(people.record_count as integer) as record_count
from people
left join deaths on people.person_id = deaths.person_id
