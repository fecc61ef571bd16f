-- One row per child and parent whose tie no record states, only implies, with what makes it stand.
{%- set other_than_parent = "('stepparent', 'relative', 'foster_parent', 'caregiver')" %}
with

pairs as (
    select * from {{ ref("int_parent_child_ties__paired") }}
),

births as (
    select
        person_id,
        birth_month
    from {{ ref("int_person_attributes__resolved") }}
),

implied as (
    select
        pairs.child_person_id,
        pairs.parent_person_id,
        pairs.implied_by,
        pairs.start_month,
        births.birth_month
    from pairs
    left join births on pairs.child_person_id = births.person_id
    where pairs.link_class = 'parent' and not pairs.is_explicit
),

stated as (
    select
        pairs.child_person_id,
        pairs.parent_person_id,
        births.birth_month
    from pairs
    left join births on pairs.child_person_id = births.person_id
    where pairs.link_class = 'parent' and pairs.is_explicit
),

-- A record that calls the two something else.
contradicted as (
    select
        child_person_id,
        parent_person_id
    from pairs
    where link_class in {{ other_than_parent }} and is_explicit
    group by child_person_id, parent_person_id
),

-- The same two people are stated to be the parents of an older sister or brother, or of a twin.
with_older_siblings as (
    select
        implied.child_person_id,
        implied.parent_person_id
    from implied
    inner join stated as sibling
        on implied.parent_person_id = sibling.parent_person_id and implied.birth_month >= sibling.birth_month
    inner join stated as other_parent
        on
            sibling.child_person_id = other_parent.child_person_id
            and sibling.parent_person_id <> other_parent.parent_person_id
    inner join stated as own
        on
            implied.child_person_id = own.child_person_id
            and other_parent.parent_person_id = own.parent_person_id
    where implied.child_person_id <> sibling.child_person_id
    group by implied.child_person_id, implied.parent_person_id
)

select
    implied.child_person_id,
    implied.parent_person_id,
    implied.implied_by,
    contradicted.child_person_id is not null as is_contradicted,
    case
        when contradicted.child_person_id is not null then null
        when implied.implied_by in ('applicant', 'parent_of_stepchild') then implied.implied_by
        when implied.start_month <= {{ months_after(var("implied_parent_within_months"), "implied.birth_month") }}
            then 'there_after_birth'
        when with_older_siblings.child_person_id is not null then 'parent_of_older_sibling'
    end as stands_by
from implied
left join contradicted
    on
        implied.child_person_id = contradicted.child_person_id
        and implied.parent_person_id = contradicted.parent_person_id
left join with_older_siblings
    on
        implied.child_person_id = with_older_siblings.child_person_id
        and implied.parent_person_id = with_older_siblings.parent_person_id
