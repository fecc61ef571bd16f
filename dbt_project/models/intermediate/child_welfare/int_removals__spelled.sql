-- One row per child and stay in out-of-home care, as a spell: start included, end excluded.
with

stated as (
    select
        child_person_id,
        start_date,
        case when end_date >= start_date then end_date end as end_date,
        case when end_date >= start_date then exit_reason_name end as exit_reason_name,
        coalesce(end_date < start_date, false) as is_end_impossible
    from {{ ref("stg_child_welfare__placements__removal") }}
    where child_person_id is not null
),

-- A stay whose end cannot be true is known to begin and no more: it swallows no later one.
reached as (
    select
        *,
        case
            when is_end_impossible then start_date
            else coalesce(end_date, cast('9999-12-31' as date))
        end as reach_date
    from stated
),

parted as (
    select
        *,
        max(reach_date) over (
            partition by child_person_id
            order by start_date, reach_date, exit_reason_name
            rows between unbounded preceding and 1 preceding
        ) as earlier_reach_date
    from reached
),

numbered as (
    select
        *,
        sum(case when earlier_reach_date > start_date then 0 else 1 end) over (
            partition by child_person_id
            order by start_date, reach_date, exit_reason_name
            rows between unbounded preceding and current row
        ) as stay_number
    from parted
),

ranked as (
    select
        *,
        row_number() over (
            partition by child_person_id, stay_number order by reach_date desc, start_date desc, exit_reason_name
        ) as end_rank
    from numbered
),

stays as (
    select
        child_person_id,
        stay_number,
        min(start_date) as start_date,
        max(case when end_rank = 1 then end_date end) as end_date,
        max(case when end_rank = 1 then exit_reason_name end) as exit_reason_name,
        max(case when end_rank = 1 and is_end_impossible then 1 else 0 end) = 1 as is_end_impossible
    from ranked
    group by child_person_id, stay_number
)

select
    child_person_id,
    stay_number,
    start_date,
    end_date,
    exit_reason_name,
    is_end_impossible,
    {{ dbt.datediff("start_date", "end_date", "day") }} as stay_days,
    coalesce(
        end_date < {{ days_later("start_date", parameter("q3_short_stay_days")) }}, false
    ) as is_short
from stays
