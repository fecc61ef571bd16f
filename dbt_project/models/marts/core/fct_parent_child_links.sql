-- One row per child, parent and kind of link.
with

ties as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
)

select
    child_person_id,
    parent_person_id,
    link_type,
    parent_role,
    tie_kinds,
    feeds,
    cast(feed_count as integer) as feed_count,
    cast(record_count as integer) as record_count,
    is_explicit,
    implied_by,
    stands_by,
    start_month,
    end_month,
    last_recorded_date,
    cast(parent_age_months as integer) as parent_age_months,
    cast(rival_count as integer) as rival_count,
    cast(tie_rank as integer) as tie_rank,
    impossible_reason,
    is_resolved,
    case
        when impossible_reason is not null then 'impossible'
        when not is_grounded then 'unproven'
        when link_class <> 'parent' then 'stated'
        when not is_resolved then 'outranked'
        when rival_count > 1 then 'contested'
        else 'uncontested'
    end as confidence_band
from ties
