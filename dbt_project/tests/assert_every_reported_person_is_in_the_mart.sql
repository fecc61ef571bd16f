-- A year whose exact total in the cells differs from the people of the mart: the three link levels went different ways.
with

cells as (
    select
        calendar_year,
        people_count
    from {{ ref("fct_year_systems_used") }}
    where subgroup_name = 'all' and systems_category = 'any' and people_count is not null
),

people as (
    select
        calendar_year,
        count(*) as people_count
    from {{ ref("fct_person_year_systems") }}
    where null_reason is null
    group by calendar_year
)

select cells.calendar_year
from cells
left join people on cells.calendar_year = people.calendar_year
where
    '{{ var("link_level") }}' = 'balanced'
    and cells.people_count <> coalesce(people.people_count, 0)
