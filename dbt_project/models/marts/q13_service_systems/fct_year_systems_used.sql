-- One row per calendar year, subgroup and category of systems used, margins and empty cells included.
{{ config(tags=["marts", "cells"]) }}

with

years as (
    select * from {{ ref("int_calendar_years__judged") }}
),

person_years as (
    select
        person_years.person_id,
        person_years.calendar_year,
        person_years.systems_used,
        person_years.system_count,
        years.last_date
    from {{ ref("fct_person_year_systems") }} as person_years
    inner join years on person_years.calendar_year = years.calendar_year
    where person_years.null_reason is null
),

in_families as (
    {{ counted_families(
        "person_years",
        ["person_id", "calendar_year", "systems_used", "system_count", "last_date"],
        dbt.date_trunc("year", "people.last_date"),
        "people.last_date",
    ) }}
),

people as {{ materialized() }} (
    select
        in_families.calendar_year,
        in_families.family_id,
        in_families.systems_used,
        cast(in_families.system_count as {{ dbt.type_string() }}) as system_count_name,
        dim_person.sex,
        dim_person.race_ethnicity,
        {{ age_band("dim_person.birth_month", "in_families.last_date") }} as age_band
    from in_families
    inner join {{ ref("dim_person") }} as dim_person on in_families.person_id = dim_person.person_id
),

subgroups as (
    {% for subgroup, members in dict(subgroups(), all=["all"]).items() %}
    {% for member in members %}
    select
        '{{ subgroup }}' as subgroup_name,
        '{{ member }}' as subgroup_value
    {{ "union all by name" if not (subgroup == "all" and loop.last) }}
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
        count(*) as people_count,
        count(distinct family_id) as protected_count
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
    {% for count in ["people_count", "protected_count"] %}
    case when years.null_reason is null then cast(coalesce(counted.{{ count }}, 0) as integer) end as {{ count }},
    {% endfor %}
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
