-- A total and the cells that add up to it, of which one is suppressed alone, or whose suppressed ones are too few.
with

cells as (
    select
        shown.calendar_year,
        shown.subgroup_name,
        shown.subgroup_value,
        shown.systems_category,
        exact.systems_parent,
        case when shown.null_reason = 'small_cell' then 1 else 0 end as is_hidden,
        case when shown.null_reason = 'small_cell' then exact.people_count else 0 end as hidden_people
    from {{ ref("rpt_q13_systems_used") }} as shown
    inner join {{ ref("fct_year_systems_used") }} as exact
        on
            shown.calendar_year = exact.calendar_year
            and shown.subgroup_name = exact.subgroup_name
            and shown.subgroup_value = exact.subgroup_value
            and shown.systems_category = exact.systems_category
),

over_categories as (
    select
        total.calendar_year,
        total.systems_category as line_name,
        max(total.is_hidden) as is_total_hidden,
        sum(part.is_hidden) as hidden_parts,
        sum(part.hidden_people) as hidden_people
    from cells as total
    inner join cells as part
        on
            total.calendar_year = part.calendar_year
            and total.subgroup_name = part.subgroup_name
            and total.subgroup_value = part.subgroup_value
            and total.systems_category = part.systems_parent
    group by total.calendar_year, total.subgroup_name, total.subgroup_value, total.systems_category
),

over_subgroups as (
    select
        total.calendar_year,
        part.subgroup_name as line_name,
        max(total.is_hidden) as is_total_hidden,
        sum(part.is_hidden) as hidden_parts,
        sum(part.hidden_people) as hidden_people
    from cells as total
    inner join cells as part
        on
            total.calendar_year = part.calendar_year
            and total.systems_category = part.systems_category
    where total.subgroup_name = 'all' and part.subgroup_name <> 'all'
    group by total.calendar_year, total.systems_category, part.subgroup_name
),

lines as (
    select * from over_categories
    union all by name
    select * from over_subgroups
)

select
    calendar_year,
    line_name
from lines
where
    hidden_parts + is_total_hidden = 1
    or (hidden_parts > 1 and is_total_hidden = 0 and hidden_people <= 2 * {{ var("largest_hidden_count") }})
