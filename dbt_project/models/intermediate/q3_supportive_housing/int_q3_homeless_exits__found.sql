-- One row per family whose member left a project for a permanent home after the index date: the first exit and return.
with

members as (
    select * from {{ ref("int_q3_members__listed") }}
    where is_at_home
),

exits as (
    select
        members.family_id,
        exits.exit_date,
        exits.return_date,
        min(exits.exit_date) over (partition by members.family_id) as first_exit_date
    from members
    inner join {{ ref("int_homeless_exits__followed") }} as exits on members.person_id = exits.person_id
    where
        exits.exit_date > members.index_date
        and exits.exit_date <= {{ days_later("members.index_date", parameter("q3_return_exit_days")) }}
)

select
    family_id,
    first_exit_date as exit_date,
    min(return_date) as return_date
from exits
where exit_date = first_exit_date
group by family_id, first_exit_date
