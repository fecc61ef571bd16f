-- One row per child, parent and kind of link, with the parent's role and whether the tie can be.
with

pairs as (
    select * from {{ ref("int_parent_child_ties__paired") }}
),

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
),

implied as (
    select * from {{ ref("int_implied_ties__judged") }}
),

known as (
    select
        pairs.*,
        parent.sex as parent_sex,
        {{ months_between("parent.birth_month", "child.birth_month") }} as parent_age_months,
        {{ months_between("child.birth_month", "pairs.child_start_month") }} as child_age_months
    from pairs
    left join people as child on pairs.child_person_id = child.person_id
    left join people as parent on pairs.parent_person_id = parent.person_id
)

select
    known.child_person_id,
    known.parent_person_id,
    known.link_class,
    known.link_type,
    coalesce(
        known.stated_role,
        case known.parent_sex when 'female' then 'mother' when 'male' then 'father' else 'parent' end
    ) as parent_role,
    known.tie_kinds,
    known.feeds,
    known.feed_count,
    known.record_count,
    known.is_explicit,
    known.implied_by,
    implied.stands_by,
    known.is_explicit or implied.stands_by is not null as is_grounded,
    known.start_month,
    known.end_month,
    known.last_recorded_date,
    known.parent_age_months,
    case
        when known.child_person_id = known.parent_person_id then 'same_person'
        when known.link_class = 'parent' and known.parent_age_months <= 0 then 'child_older_than_parent'
        when known.link_class = 'parent' and known.parent_age_months < {{ var("least_parent_age_months") }}
            then 'parent_too_young'
        when known.child_age_months >= {{ var("greatest_child_age_months") }} then 'adult_child'
    end as impossible_reason
from known
left join implied
    on
        known.child_person_id = implied.child_person_id
        and known.parent_person_id = implied.parent_person_id
        and known.link_class = 'parent'
