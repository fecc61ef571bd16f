-- One row per person and attribute: the value that survives, and how many others were stated.
with

statements as (
    select * from {{ ref("int_person_attributes__gathered") }}
),

ordered as (
    select
        *,
        -- Survivorship, stated per attribute: who states it best comes first.
        -- sex, birth month: one's own certificate, then the school, then homeless services, then a child's certificate.
        -- race and ethnicity: what a person says of himself or herself as an adult, then a child's certificate (also
        -- the mother's own word), then the school (a parent's word).
        case
            when attribute = 'race_ethnicity' and stated_by = 'homeless_services' then 1
            when attribute = 'race_ethnicity' and stated_by = 'birth_certificate_of_child' then 2
            when attribute = 'race_ethnicity' then 3
            when stated_by = 'birth_certificate_of_self' then 1
            when stated_by = 'school' then 2
            when stated_by = 'homeless_services' then 3
            else 4
        end as source_order
    from statements
),

ranked as (
    select
        *,
        row_number() over (
            partition by person_id, attribute
            order by source_order, record_count desc, last_stated_date desc, stated_value
        ) as value_rank
    from ordered
),

rivals as (
    select
        person_id,
        attribute,
        count(distinct stated_value) - 1 as rival_value_count
    from statements
    group by person_id, attribute
)

select
    ranked.person_id,
    ranked.attribute,
    ranked.stated_value,
    ranked.stated_by,
    rivals.rival_value_count
from ranked
inner join rivals
    on
        ranked.person_id = rivals.person_id
        and ranked.attribute = rivals.attribute
where ranked.value_rank = 1
