-- A total and the cells that add up to it, of which exactly one is suppressed: anyone could subtract.
with

report as (
    select
        shown.*,
        exact.systems_parent,
        case when shown.null_reason = 'small_cell' then 1 else 0 end as is_hidden
    from {{ ref("rpt_q13_systems_used") }} as shown
    inner join {{ ref("fct_year_systems_used") }} as exact
        on
            shown.calendar_year = exact.calendar_year
            and shown.subgroup_name = exact.subgroup_name
            and shown.subgroup_value = exact.subgroup_value
            and shown.systems_category = exact.systems_category
),

-- Over the categories of one subgroup, and over the subgroups of one category.
categories as (
    select
        calendar_year,
        subgroup_name || ':' || subgroup_value as across,
        systems_parent as total,
        sum(is_hidden) as hidden_cells
    from report
    where systems_parent is not null
    group by calendar_year, subgroup_name || ':' || subgroup_value, systems_parent
),

subgroups as (
    select
        calendar_year,
        systems_category as across,
        subgroup_name as total,
        sum(is_hidden) as hidden_cells
    from report
    where subgroup_name <> 'all'
    group by calendar_year, systems_category, subgroup_name
),

category_lines as (
    select categories.*
    from categories
    inner join report
        on
            categories.calendar_year = report.calendar_year
            and categories.across = report.subgroup_name || ':' || report.subgroup_value
            and categories.total = report.systems_category
    where categories.hidden_cells + report.is_hidden = 1
),

subgroup_lines as (
    select subgroups.*
    from subgroups
    inner join report
        on
            subgroups.calendar_year = report.calendar_year
            and subgroups.across = report.systems_category
            and report.subgroup_name = 'all'
    where subgroups.hidden_cells + report.is_hidden = 1
)

select * from category_lines
union all by name
select * from subgroup_lines
