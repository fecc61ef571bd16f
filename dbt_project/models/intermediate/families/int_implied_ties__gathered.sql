-- One row per feed, child, adult of the same unit and way in which the unit implies that the adult is a parent.
with

members as (
    select * from {{ ref("int_unit_members__spelled") }}
    where unit_kind in ('case', 'shelter', 'housing')
),

-- A head's child is the partner's too, perhaps; a head's stepchild is the partner's. HMIS has the head in another row
-- than the child, and a case of cash in another than the head's parent, so that no contract can declare the tie: it is
-- as explicit as a declared one.
together as (
    select
        child.feed,
        child.person_id as child_person_id,
        adult.person_id as parent_person_id,
        case
            when adult.relationship_name in ('head', 'parent_of_head') then adult.relationship_name
            when child.relationship_name = 'child_of_head' then 'partner_of_head'
            else 'parent_of_stepchild'
        end as implied_by,
        greatest(child.start_month, adult.start_month) as start_month,
        least({{ or_open("child.end_month") }}, {{ or_open("adult.end_month") }}) as last_month
    from members as child
    inner join members as adult
        on
            child.feed = adult.feed
            and child.unit_key = adult.unit_key
            and child.start_month < {{ or_open("adult.end_month") }}
            and adult.start_month < {{ or_open("child.end_month") }}
    where
        (
            adult.relationship_name = 'partner_of_head'
            and child.relationship_name in ('child_of_head', 'stepchild_of_head')
        )
        or (
            adult.relationship_name = 'head'
            and child.relationship_name = 'child_of_head'
            and child.unit_kind <> 'case'
        )
        or (adult.relationship_name = 'parent_of_head' and child.relationship_name = 'head')
)

select
    feed,
    child_person_id,
    parent_person_id,
    implied_by,
    min(start_month) as start_month,
    nullif(max(last_month), {{ or_open("null") }}) as end_month,
    count(*) as spell_count
from together
group by feed, child_person_id, parent_person_id, implied_by
