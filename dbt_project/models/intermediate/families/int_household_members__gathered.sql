-- One row per feed, unit, person, part played in it and spell of months.
{%- set adults = "('head', 'partner_of_head', 'parent_of_head', 'caregiver', 'foster_parent')" %}
{%- set children = "('child_of_head', 'stepchild_of_head', 'grandchild_of_head', 'foster_child_of_head', "
    ~ "'child_of_applicant', 'child', 'foster_child')" %}
with

members as (
    select
        units.*,
        {{ adult_month("people.birth_month") }} as adult_month
    from {{ ref("int_unit_members__spelled") }} as units
    left join {{ ref("int_person_attributes__resolved") }} as people on units.person_id = people.person_id
),

-- Who heads a unit, or cares for its children, is no child in it. Others are children until they are adults; without a
-- month of birth the relation decides.
as_children as (
    select
        feed,
        unit_kind,
        unit_key,
        person_id,
        'child' as unit_part,
        'child' as relationship_name,
        start_month,
        case when adult_month < {{ or_open("end_month") }} then adult_month else end_month end as end_month
    from members
    where
        relationship_name not in {{ adults }}
        and (start_month < adult_month or (adult_month is null and relationship_name in {{ children }}))
),

as_adults as (
    select
        feed,
        unit_kind,
        unit_key,
        person_id,
        'adult' as unit_part,
        case when relationship_name in {{ adults }} then relationship_name else 'other' end as relationship_name,
        case
            when relationship_name not in {{ adults }} and adult_month > start_month then adult_month
            else start_month
        end as start_month,
        end_month
    from members
    where
        relationship_name in {{ adults }}
        or adult_month < {{ or_open("end_month") }}
        or (adult_month is null and relationship_name not in {{ children }})
),

parts as (
    select * from as_children
    union all by name
    select * from as_adults
)

{{ merged_month_spells("parts", ["feed", "unit_kind", "unit_key", "person_id", "unit_part", "relationship_name"]) }}
