-- One row per child, parent and kind of link, ranked among those of the same role.
with

ties as (
    select
        *,
        -- Mother and father are roles of parents; other links of a kind are one list.
        case when link_class = 'parent' then parent_role else link_class end as rank_role,
        case when impossible_reason is null and is_grounded then 1 else 0 end as can_stand
    from {{ ref("int_parent_child_ties__judged") }}
),

ranked as (
    select
        *,
        -- What can stand before what cannot, a stated tie before an implied one; then more feeds, more records; then
        -- the later recorded, since a corrected certificate replaces the first; then the id: the order is total.
        row_number() over (
            partition by child_person_id, rank_role
            order by
                can_stand desc,
                case when is_explicit then 0 else 1 end,
                case when link_type = 'birth_parent' then 0 else 1 end,
                feed_count desc,
                record_count desc,
                last_recorded_date desc,
                parent_person_id
        ) as tie_rank,
        sum(can_stand) over (partition by child_person_id, rank_role) as rival_count
    from ties
),

-- Parents whose sex nobody tells take the places of a mother and a father who are not known.
parents as (
    select
        child_person_id,
        count(*) as parent_count
    from ranked
    where link_class = 'parent' and tie_rank = 1 and can_stand = 1 and rank_role in ('mother', 'father')
    group by child_person_id
)

select
    ranked.*,
    ranked.link_class = 'parent'
    and ranked.can_stand = 1
    and ranked.tie_rank
    <= case when ranked.rank_role = 'parent' then 2 - coalesce(parents.parent_count, 0) else 1 end as is_resolved
from ranked
left join parents on ranked.child_person_id = parents.child_person_id
