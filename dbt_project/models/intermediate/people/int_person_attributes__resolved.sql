-- One row per person known to linkage, with the attributes that survive.
with

keys as (
    select * from {{ ref("stg_linkage__person_keys") }}
),

people as (
    select
        person_id,
        count(*) as record_count
    from keys
    group by person_id
),

survivors as (
    select * from {{ ref("int_person_attributes__ranked") }}
),

attributes as (
    select
        {% for attribute in ["sex", "race_ethnicity", "birth_month"] %}
        max(case when attribute = '{{ attribute }}' then stated_value end) as {{ attribute }},
        max(case when attribute = '{{ attribute }}' then stated_by end) as {{ attribute }}_stated_by,
        max(case when attribute = '{{ attribute }}' then rival_value_count end) as {{ attribute }}_rival_count,
        {% endfor %}
        person_id
    from survivors
    group by person_id
)

select
    people.person_id,
    people.record_count,
    coalesce(attributes.sex, 'unknown') as sex,
    attributes.sex_stated_by,
    coalesce(attributes.sex_rival_count, 0) as sex_rival_count,
    coalesce(attributes.race_ethnicity, 'unknown') as race_ethnicity,
    attributes.race_ethnicity_stated_by,
    coalesce(attributes.race_ethnicity_rival_count, 0) as race_ethnicity_rival_count,
    cast(attributes.birth_month as date) as birth_month,
    attributes.birth_month_stated_by,
    coalesce(attributes.birth_month_rival_count, 0) as birth_month_rival_count
from people
left join attributes on people.person_id = attributes.person_id
