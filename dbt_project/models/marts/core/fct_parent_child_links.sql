-- One row per child, parent and role in which the parent is tied to the child.
with

ties as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
)

select
    child_person_id,
    parent_person_id,
    parent_role,
    tie_kind,
    first_feed as feed,
    is_explicit,
    start_month,
    last_recorded_date,
    cast(record_count as integer) as record_count,
    cast(rival_count as integer) as rival_count,
    cast(tie_rank as integer) as tie_rank,
    impossible_reason,
    tie_rank = 1 and impossible_reason is null as is_resolved,
    case
        when impossible_reason is not null then 'impossible'
        when tie_rank > 1 then 'outranked'
        when rival_count > 1 then 'contested'
        else 'uncontested'
    end as confidence_band
from ties
