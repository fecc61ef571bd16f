-- One row per child and member of its family by birth: the child itself, and each parent who stands.
with

parents as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
    where is_resolved
),

homes as (
    select
        child_person_id,
        min(start_month) as first_month
    from {{ ref("int_child_homes__gathered") }}
    group by child_person_id
),

tied as (
    select
        child_person_id,
        min(start_month) as first_month,
        max(case when parent_role = 'mother' then parent_person_id end) as mother_person_id,
        max(case when parent_role = 'father' then parent_person_id end) as father_person_id,
        min(case when parent_role = 'parent' then parent_person_id end) as other_person_id
    from parents
    group by child_person_id
),

beginning as (
    select min(first_covered_date) as first_date
    from {{ ref("int_source_coverage__measured") }}
    where
        feed in (
            {% for feed in household_feeds() %}
            '{{ feed }}'{{ "," if not loop.last }}
            {% endfor %}
        )
),

people as (
    select
        people.person_id,
        people.birth_month,
        {{ adult_month("people.birth_month") }} as adult_month
    from {{ ref("int_person_attributes__resolved") }} as people
    cross join beginning
    -- Whoever was a child when a feed first spoke of households, or later.
    where people.birth_month is null or {{ adult_month("people.birth_month") }} > beginning.first_date
),

-- A family by birth is named for the mother; the father, another parent or the child, where she is not known.
children as (
    select
        people.person_id as child_person_id,
        coalesce(tied.mother_person_id, tied.father_person_id, tied.other_person_id, people.person_id)
            as anchor_person_id,
        coalesce(people.birth_month, least(tied.first_month, homes.first_month), tied.first_month, homes.first_month)
            as start_month,
        people.adult_month as end_month
    from people
    left join tied on people.person_id = tied.child_person_id
    left join homes on people.person_id = homes.child_person_id
    where people.birth_month is not null or tied.child_person_id is not null or homes.child_person_id is not null
)

select
    child_person_id,
    anchor_person_id,
    child_person_id as person_id,
    'child' as member_role,
    start_month,
    end_month
from children
where start_month is not null
union all
select
    children.child_person_id,
    children.anchor_person_id,
    parents.parent_person_id as person_id,
    'parent' as member_role,
    children.start_month,
    children.end_month
from children
inner join parents on children.child_person_id = parents.child_person_id
where children.start_month is not null
