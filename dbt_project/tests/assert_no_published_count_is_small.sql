-- A count from 1 to 10 in a report: publishing must stop.
select
    calendar_year,
    subgroup_name,
    subgroup_value,
    systems_category
from {{ ref("rpt_q13_systems_used") }}
where
    people_count between 1 and {{ var("largest_hidden_count") }}
    or people_count_strict between 1 and {{ var("largest_hidden_count") }}
    or people_count_lenient between 1 and {{ var("largest_hidden_count") }}
