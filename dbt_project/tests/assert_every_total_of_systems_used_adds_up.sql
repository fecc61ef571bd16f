-- A total that its parts do not add up to: the cells would protect, and report, something else than they say.
with

cells as (
    select * from {{ ref("fct_year_systems_used") }}
),

over_categories as (
    select
        total.calendar_year,
        total.subgroup_value as across
    from cells as total
    inner join cells as part
        on
            total.calendar_year = part.calendar_year
            and total.subgroup_name = part.subgroup_name
            and total.subgroup_value = part.subgroup_value
            and total.systems_category = part.systems_parent
    group by total.calendar_year, total.subgroup_name, total.subgroup_value, total.systems_category
    having max(total.people_count) <> sum(part.people_count)
),

over_subgroups as (
    select
        total.calendar_year,
        total.systems_category as across
    from cells as total
    inner join cells as part
        on
            total.calendar_year = part.calendar_year
            and total.systems_category = part.systems_category
            and part.subgroup_name <> 'all'
    where total.subgroup_name = 'all'
    group by total.calendar_year, total.systems_category, part.subgroup_name
    having max(total.people_count) <> sum(part.people_count)
)

select * from over_categories
union all by name
select * from over_subgroups
