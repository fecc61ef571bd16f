-- One row per child, parent and role in which the parent is tied to the child.
with

ties as (
    select * from {{ ref("int_parent_child_ties__gathered") }}
),

pairs as (
    select
        child_person_id,
        parent_person_id,
        parent_role,
        min(tie_kind) as tie_kind,
        min(start_month) as start_month,
        max(recorded_date) as last_recorded_date,
        count(*) as record_count,
        min(feed) as first_feed,
        count(distinct feed) as feed_count,
        min(parent_age_months) as least_parent_age_months,
        max(case when is_explicit then 1 else 0 end) = 1 as is_explicit
    from ties
    group by child_person_id, parent_person_id, parent_role
),

judged as (
    select
        *,
        case
            when child_person_id = parent_person_id then 'same_person'
            when least_parent_age_months < 120 then 'parent_too_young'
        end as impossible_reason
    from pairs
)

select
    *,
    count(*) over (partition by child_person_id, parent_role) as rival_count,
    -- A possible tie before an impossible one, an explicit one before an implied one; then the better recorded, then
    -- the later recorded, since a corrected certificate replaces the first; then the id, so that the order is total.
    row_number() over (
        partition by child_person_id, parent_role
        order by
            case when impossible_reason is null then 0 else 1 end,
            case when is_explicit then 0 else 1 end,
            feed_count desc,
            record_count desc,
            last_recorded_date desc,
            parent_person_id
    ) as tie_rank
from judged
