-- A year with more people at a looser threshold than at a tighter one: the three cuts are not nested.
{% set levels = levels_built("fct_q13_cells") %}

with

years as (
    {% for level in levels %}
    select
        '{{ level }}' as link_level,
        measure_name,
        people_count
    from {{ cells_at(level, "fct_q13_cells") }}
    where
        measure_name like 'program_count_in_%'
        and exposure_value = 'all'
        and subgroup_name = 'all'
        and answer = 'known'
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select measure_name
from years
group by measure_name
having
    max(case when link_level = 'balanced' then people_count end)
    > min(case when link_level = 'strict' then people_count end)
    or max(case when link_level = 'lenient' then people_count end)
    > min(case when link_level = 'balanced' then people_count end)
