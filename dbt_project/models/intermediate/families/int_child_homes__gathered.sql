-- One row per child, unit it belongs to and spell of months, with whether the unit can be its home.
with

members as (
    select * from {{ ref("int_household_members__gathered") }}
),

ties as (
    select
        child_person_id,
        parent_person_id,
        feed
    from {{ ref("int_parent_child_ties__gathered") }}
),

-- A shelter's roster counts when another feed ties one of its adults to the child.
confirmed as (
    select
        child.feed,
        child.unit_key,
        child.person_id,
        child.start_month
    from members as child
    inner join members as adult
        on
            child.feed = adult.feed
            and child.unit_key = adult.unit_key
            and child.start_month < {{ or_open("adult.end_month") }}
            and adult.start_month < {{ or_open("child.end_month") }}
    inner join ties
        on
            child.person_id = ties.child_person_id
            and adult.person_id = ties.parent_person_id
            and child.feed <> ties.feed
    where child.unit_kind = 'shelter' and child.unit_part = 'child' and adult.unit_part = 'adult'
    group by child.feed, child.unit_key, child.person_id, child.start_month
)

select
    members.feed,
    members.unit_kind,
    members.unit_key,
    members.person_id as child_person_id,
    members.start_month,
    members.end_month,
    members.unit_kind <> 'shelter' or confirmed.person_id is not null as can_be_home
from members
left join confirmed
    on
        members.feed = confirmed.feed
        and members.unit_key = confirmed.unit_key
        and members.person_id = confirmed.person_id
        and members.start_month = confirmed.start_month
where members.unit_part = 'child'
