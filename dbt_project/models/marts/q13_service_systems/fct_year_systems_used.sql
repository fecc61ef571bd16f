-- One row per calendar year, subgroup and category of systems used, margins and empty cells included.
{{ config(tags=["marts", "cells"]) }}

with

years as (
    select * from {{ ref("int_calendar_years__judged") }}
),

people as (
    select
        person_years.calendar_year,
        person_years.systems_used,
        cast(person_years.system_count as {{ dbt.type_string() }}) as system_count_name,
        dim_person.sex,
        dim_person.race_ethnicity,
        {{ age_band("dim_person.birth_month", "years.last_date") }} as age_band
    from {{ ref("fct_person_year_systems") }} as person_years
    inner join years on person_years.calendar_year = years.calendar_year
    inner join {{ ref("dim_person") }} as dim_person on person_years.person_id = dim_person.person_id
    where person_years.null_reason is null
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
    {% for subgroup in ["all"] + (subgroups() | list) %}
    {% set outer_loop = loop %}
    {% for category in ["'any'", "system_count_name", "systems_used"] %}
    select
        calendar_year,
        '{{ subgroup }}' as subgroup_name,
        {{ "'all'" if subgroup == "all" else subgroup }} as subgroup_value,
        {{ category }} as systems_category,
        count(*) as people_count
    from people
    group by calendar_year{{ "" if subgroup == "all" else ", " ~ subgroup }}{{ "" if loop.first else ", " ~ category }}
    {{ "union all by name" if not (loop.last and outer_loop.last) }}
    {% endfor %}
    {% endfor %}
)

select
    years.calendar_year,
    subgroups.subgroup_name,
    subgroups.subgroup_value,
    categories.systems_category,
    categories.systems_parent,
    case when years.null_reason is null then cast(coalesce(counted.people_count, 0) as integer) end as people_count,
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
