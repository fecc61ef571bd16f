-- One row per family definition, family, person, role and spell of months.
with

by_birth as (
    select
        'birth_parents' as family_definition,
        *
    from {{ ref("int_birth_families__gathered") }}
),

members as (
    select * from by_birth
    union all by name
    select * from {{ ref("int_unit_families__gathered") }}
),

-- A parent of one of the family's children is a parent in it, also beside a child of another.
roles as (
    select
        family_definition,
        anchor_person_id,
        person_id,
        max(case when member_role = 'parent' then 1 else 0 end) = 1 as is_parent
    from members
    where member_role <> 'child'
    group by family_definition, anchor_person_id, person_id
),

settled as (
    select
        members.family_definition,
        members.anchor_person_id,
        {{ dbt.hash("members.anchor_person_id") }} as family_id,
        members.person_id,
        case
            when members.member_role = 'child' then 'child'
            when roles.is_parent then 'parent'
            else 'other_adult'
        end as member_role,
        members.start_month,
        members.end_month
    from members
    left join roles
        on
            members.family_definition = roles.family_definition
            and members.anchor_person_id = roles.anchor_person_id
            and members.person_id = roles.person_id
)

{{ merged_month_spells(
    "settled", ["family_definition", "anchor_person_id", "family_id", "person_id", "member_role"]
) }}
