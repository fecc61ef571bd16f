-- One row per family definition, child, member of its family at home or in its case, and spell of months.
with

members as (
    select * from {{ ref("int_household_members__gathered") }}
),

anchors as (
    select * from {{ ref("int_unit_anchors__chosen") }}
),

parents as (
    select
        child_person_id,
        parent_person_id
    from {{ ref("int_parent_child_ties__ranked") }}
    where is_resolved
),

-- At home: the unit that is the child's home in a month, and others of the same family. In a case: every case of
-- benefits the child is in.
children as (
    select
        'co_resident' as family_definition,
        feed,
        unit_key,
        child_person_id,
        start_month,
        end_month
    from {{ ref("int_child_homes__ranked") }}
    where can_be_home and not is_rival
    union all
    select
        'case_unit' as family_definition,
        feed,
        unit_key,
        child_person_id,
        start_month,
        end_month
    from {{ ref("int_child_homes__gathered") }}
    where unit_kind in ('case', 'subsidy_case')
)

select
    children.family_definition,
    children.feed,
    children.unit_key,
    children.child_person_id,
    anchors.anchor_person_id,
    children.child_person_id as person_id,
    'child' as member_role,
    children.start_month,
    children.end_month
from children
inner join anchors on children.feed = anchors.feed and children.unit_key = anchors.unit_key
union all
select
    children.family_definition,
    children.feed,
    children.unit_key,
    children.child_person_id,
    anchors.anchor_person_id,
    adult.person_id,
    case when parents.parent_person_id is not null then 'parent' else 'other_adult' end as member_role,
    greatest(children.start_month, adult.start_month) as start_month,
    nullif(
        least({{ or_open("children.end_month") }}, {{ or_open("adult.end_month") }}), {{ or_open("null") }}
    ) as end_month
from children
inner join anchors on children.feed = anchors.feed and children.unit_key = anchors.unit_key
inner join members as adult
    on
        children.feed = adult.feed
        and children.unit_key = adult.unit_key
        and children.start_month < {{ or_open("adult.end_month") }}
        and adult.start_month < {{ or_open("children.end_month") }}
left join parents
    on
        children.child_person_id = parents.child_person_id
        and adult.person_id = parents.parent_person_id
where adult.unit_part = 'adult'
