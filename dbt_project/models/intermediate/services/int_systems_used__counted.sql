-- One row per link level, calendar year, subgroup and category of systems used that anyone is in.
with

years as (
    select * from {{ ref("int_person_years__at_link_levels") }}
),

attributes as (
    select * from {{ ref("int_person_attributes__at_link_levels") }}
),

people as (
    select
        years.link_level,
        years.calendar_year,
        years.systems_used,
        cast(years.system_count as {{ dbt.type_string() }}) as system_count_name,
        attributes.sex,
        attributes.race_ethnicity,
        {{ age_band("attributes.birth_month", "years.last_day_of_year") }} as age_band
    from years
    inner join attributes
        on
            years.link_level = attributes.link_level
            and years.person_id = attributes.person_id
),

in_subgroups as (
    select
        *,
        'all' as subgroup_name,
        'all' as subgroup_value
    from people
    {% for subgroup in subgroups() %}
    union all by name
    select
        *,
        '{{ subgroup }}' as subgroup_name,
        {{ subgroup }} as subgroup_value
    from people
    {% endfor %}
),

in_categories as (
    {% for category in ["'any'", "system_count_name", "systems_used"] %}
    select
        link_level,
        calendar_year,
        subgroup_name,
        subgroup_value,
        {{ category }} as systems_category
    from in_subgroups
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    link_level,
    calendar_year,
    subgroup_name,
    subgroup_value,
    systems_category,
    count(*) as people_count
from in_categories
group by link_level, calendar_year, subgroup_name, subgroup_value, systems_category
