-- One row per link level and person at that level, with the attributes of the balanced people it is made of.
with

keys as (
    select * from {{ ref("stg_linkage__person_keys") }}
),

attributes as (
    select * from {{ ref("int_person_attributes__resolved") }}
),

stated as (
    {% for level in link_levels() %}
    select
        '{{ level }}' as link_level,
        keys.{{ level }}_person_id as person_id,
        nullif(attributes.sex, 'unknown') as sex,
        nullif(attributes.race_ethnicity, 'unknown') as race_ethnicity,
        attributes.birth_month
    from keys
    inner join attributes on keys.person_id = attributes.person_id
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

-- A lenient person may be made of several balanced ones: what they do not agree on is unknown.
select
    link_level,
    person_id,
    coalesce(case when min(sex) = max(sex) then min(sex) end, 'unknown') as sex,
    coalesce(case when min(race_ethnicity) = max(race_ethnicity) then min(race_ethnicity) end, 'unknown')
        as race_ethnicity,
    case when min(birth_month) = max(birth_month) then min(birth_month) end as birth_month
from stated
group by link_level, person_id
