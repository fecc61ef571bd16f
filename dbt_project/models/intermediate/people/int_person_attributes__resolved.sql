-- One row per person known to linkage, with the attributes that survive.
with

keys as (
    select * from {{ ref("stg_linkage__person_keys") }}
),

-- The weakest join of a person's records; a person of one record has that record's band. Who is more than one at the
-- strict level is joined by a balanced link; the parts are of that band there, too, or nobody at that level would be.
people as (
    select
        person_id,
        count(*) as record_count,
        case min(
            case
                when link_band = 'lenient' then 1
                when link_band = 'balanced' or strict_person_id <> balanced_person_id then 2
                when link_band = 'strict' then 3
                else 4
            end
        )
            when 1 then 'lenient'
            when 2 then 'balanced'
            when 3 then 'strict'
            else 'unlinked'
        end as link_band
    from keys
    group by person_id
),

survivors as (
    select * from {{ ref("int_person_attributes__ranked") }}
),

attributes as (
    select
        {% for attribute in person_attributes() %}
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
    people.link_band,
    coalesce(attributes.sex, 'unknown') as sex,
    coalesce(attributes.race_ethnicity, 'unknown') as race_ethnicity,
    cast(attributes.birth_month as date) as birth_month,
    coalesce(attributes.language, 'unknown') as language,
    cast(attributes.has_disability as boolean) as has_disability,
    {% for attribute in person_attributes() %}
    attributes.{{ attribute }}_stated_by,
    coalesce(attributes.{{ attribute }}_rival_count, 0) as {{ attribute }}_rival_count,
    {% endfor %}
    attributes.county_code
from people
left join attributes on people.person_id = attributes.person_id
