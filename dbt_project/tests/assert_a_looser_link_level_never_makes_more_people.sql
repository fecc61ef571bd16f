-- A year with more people at a looser threshold than at a tighter one: the three cuts are not nested.
select calendar_year
from {{ ref("fct_year_systems_used") }}
where
    subgroup_name = 'all'
    and systems_category = 'any'
    and (people_count > people_count_strict or people_count_lenient > people_count)
