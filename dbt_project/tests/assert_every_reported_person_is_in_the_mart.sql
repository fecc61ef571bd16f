-- A year whose exact total in the cells differs from the people of the mart: the three link levels went different ways.
with

cells as (
    select
        measure_name,
        people_count
    from {{ ref("fct_q13_cells") }}
    where exposure_value = 'all' and subgroup_name = 'all' and answer = 'known'
),

people as (
    select
        'program_count_in_' || cast(calendar_year as {{ dbt.type_string() }}) as measure_name,
        count(*) as people_count
    from {{ ref("fct_person_year_systems") }}
    where null_reason is null
    group by calendar_year
)

select people.measure_name
from people
left join cells on people.measure_name = cells.measure_name
where
    '{{ var("link_level") }}' = 'balanced'
    and people.people_count <> coalesce(cells.people_count, 0)
