-- One row per unit with children: the person its family is named for.
with

members as (
    select * from {{ ref("int_household_members__gathered") }}
),

parents as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
    where is_resolved
),

children as (
    select
        feed,
        unit_key,
        person_id,
        start_month,
        end_month,
        min(start_month) over (partition by feed, unit_key) as first_month
    from members
    where unit_part = 'child'
),

-- Who is there with the children, since when, and who comes first: a mother, a father, a parent, then the head or the
-- foster parent, another adult, the child. What is told later comes later, so that no later month changes the choice.
candidates as (
    select
        children.feed,
        children.unit_key,
        adult.person_id,
        greatest(children.start_month, adult.start_month) as since_month,
        case parents.parent_role when 'mother' then 1 when 'father' then 2 else 3 end as candidate_order
    from children
    inner join parents on children.person_id = parents.child_person_id
    inner join members as adult
        on
            children.feed = adult.feed
            and children.unit_key = adult.unit_key
            and parents.parent_person_id = adult.person_id
            and children.start_month < {{ or_open("adult.end_month") }}
            and adult.start_month < {{ or_open("children.end_month") }}
    union all
    select
        adult.feed,
        adult.unit_key,
        adult.person_id,
        greatest(min(children.first_month), adult.start_month) as since_month,
        case when adult.relationship_name in ('head', 'foster_parent') then 4 else 5 end as candidate_order
    from members as adult
    inner join children on adult.feed = children.feed and adult.unit_key = children.unit_key
    where adult.unit_part = 'adult'
    group by adult.feed, adult.unit_key, adult.person_id, adult.start_month, adult.relationship_name
    union all
    select
        feed,
        unit_key,
        person_id,
        start_month as since_month,
        6 as candidate_order
    from children
),

ranked as (
    select
        *,
        row_number() over (
            partition by feed, unit_key
            order by since_month, candidate_order, person_id
        ) as candidate_rank
    from candidates
)

select
    feed,
    unit_key,
    person_id as anchor_person_id
from ranked
where candidate_rank = 1
