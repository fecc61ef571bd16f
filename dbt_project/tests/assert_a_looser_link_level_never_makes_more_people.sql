-- A year with more people at a looser threshold than at a tighter one: the three cuts are not nested.
{% set levels = levels_built("fct_year_systems_used") %}

with

years as (
    {% for level in levels %}
    select
        '{{ level }}' as link_level,
        calendar_year,
        people_count
    from {{ cells_at(level, "fct_year_systems_used") }}
    where subgroup_name = 'all' and systems_category = 'any'
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select calendar_year
from years
group by calendar_year
having
    max(case when link_level = 'balanced' then people_count end)
    > min(case when link_level = 'strict' then people_count end)
    or max(case when link_level = 'lenient' then people_count end)
    > min(case when link_level = 'balanced' then people_count end)
