-- One row per family definition, person a family may have been named for before, and the person it is named for now.
with

members as (
    select
        family_definition,
        anchor_person_id,
        person_id,
        member_role
    from {{ ref("int_family_members__spelled") }}
    group by family_definition, anchor_person_id, person_id, member_role
),

living as (
    select
        family_definition,
        anchor_person_id
    from members
    group by family_definition, anchor_person_id
),

-- Parents whom a better told one outranks, or who cannot be by what is known now: before that was told, they stood.
rivals as (
    select
        children.anchor_person_id,
        ties.parent_person_id
    from {{ ref("int_parent_child_ties__ranked") }} as ties
    inner join {{ ref("int_birth_families__gathered") }} as children
        on
            ties.child_person_id = children.child_person_id
            and children.member_role = 'child'
    where ties.link_class = 'parent' and ties.is_grounded and not ties.is_resolved
),

candidates as (
    select
        family_definition,
        person_id as former_anchor_person_id,
        anchor_person_id,
        case member_role when 'child' then 'child_alone' when 'parent' then 'other_parent' else 'other_adult' end
            as named_for
    from members
    where person_id <> anchor_person_id
    union distinct
    select
        'birth_parents' as family_definition,
        parent_person_id as former_anchor_person_id,
        anchor_person_id,
        'other_parent' as named_for
    from rivals
),

-- A family named for the same person lives on: its id leads nowhere else.
former as (
    select candidates.*
    from candidates
    left join living
        on
            candidates.family_definition = living.family_definition
            and candidates.former_anchor_person_id = living.anchor_person_id
    where living.anchor_person_id is null
),

leads as (
    select
        family_definition,
        former_anchor_person_id as led_person_id,
        anchor_person_id
    from former
    union distinct
    select
        family_definition,
        anchor_person_id as led_person_id,
        anchor_person_id
    from living
),

redirects as (
    select * from {{ ref("int_person_redirects__classified") }}
)

select * from former
union all
select
    leads.family_definition,
    redirects.former_person_id as former_anchor_person_id,
    leads.anchor_person_id,
    'absorbed_person' as named_for
from redirects
inner join leads on redirects.person_id = leads.led_person_id
{% for definition in family_definitions() %}
union all
select
    '{{ definition }}' as family_definition,
    former_person_id as former_anchor_person_id,
    person_id as anchor_person_id,
    'retired_person' as named_for
from redirects
where redirect_state = 'retired'
{% endfor %}
