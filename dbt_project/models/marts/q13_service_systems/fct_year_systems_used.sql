-- One row per calendar year, subgroup and category of systems used, margins and empty cells included.
with

years as (
    select * from {{ ref("int_calendar_years__judged") }}
),

subgroups as (
    select
        'all' as subgroup_name,
        'all' as subgroup_value
    {% for subgroup, members in subgroups().items() %}
    {% for member in members %}
    union all by name
    select
        '{{ subgroup }}' as subgroup_name,
        '{{ member }}' as subgroup_value
    {% endfor %}
    {% endfor %}
),

categories as (
    {% for category, parent in system_categories() %}
    select
        '{{ category }}' as systems_category,
        cast({{ "'" ~ parent ~ "'" if parent else "null" }} as {{ dbt.type_string() }}) as systems_parent
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

counted as (
    select
        calendar_year,
        subgroup_name,
        subgroup_value,
        {% for level in link_levels() %}
        sum(case when link_level = '{{ level }}' then people_count else 0 end) as {{ level }}_count,
        {% endfor %}
        systems_category
    from {{ ref("int_systems_used__counted") }}
    group by calendar_year, subgroup_name, subgroup_value, systems_category
)

select
    years.calendar_year,
    subgroups.subgroup_name,
    subgroups.subgroup_value,
    categories.systems_category,
    categories.systems_parent,
    case when years.null_reason is null then cast(coalesce(counted.balanced_count, 0) as integer) end as people_count,
    case when years.null_reason is null then cast(coalesce(counted.strict_count, 0) as integer) end
        as people_count_strict,
    case when years.null_reason is null then cast(coalesce(counted.lenient_count, 0) as integer) end
        as people_count_lenient,
    years.null_reason
from years
cross join subgroups
cross join categories
left join counted
    on
        years.calendar_year = counted.calendar_year
        and subgroups.subgroup_name = counted.subgroup_name
        and subgroups.subgroup_value = counted.subgroup_value
        and categories.systems_category = counted.systems_category
