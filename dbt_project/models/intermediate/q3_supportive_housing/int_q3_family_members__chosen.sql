-- One row per family, person and spell of membership, by the family definition in use.
with

ties as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
    where is_resolved
),

anchored as (
    select
        child_person_id,
        coalesce(max(case when parent_role = 'mother' then parent_person_id end), max(parent_person_id))
            as anchor_person_id,
        min(start_month) as start_month
    from ties
    group by child_person_id
),

children as (
    select
        {{ dbt.hash("'family|' || anchor_person_id") }} as family_id,
        child_person_id as person_id,
        'child' as member_role,
        start_month,
        cast(null as date) as end_month
    from anchored
),

parents as (
    select
        {{ dbt.hash("'family|' || anchored.anchor_person_id") }} as family_id,
        ties.parent_person_id as person_id,
        'parent' as member_role,
        min(ties.start_month) as start_month,
        cast(null as date) as end_month
    from ties
    inner join anchored on ties.child_person_id = anchored.child_person_id
    group by anchored.anchor_person_id, ties.parent_person_id
)

select * from children
union all by name
select * from parents
