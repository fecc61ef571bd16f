-- One row per family, by the chosen definition, and calendar quarter in whose first month it has a member.
with

quarters as (
    select * from {{ ref("fct_person_quarters") }}
),

members as (
    select
        family_id,
        person_id,
        start_month,
        end_month,
        max(case when member_role = 'child' then 1 else 0 end) as is_child
    from {{ ref("fct_family_members") }}
    where is_chosen_definition
    group by family_id, person_id, start_month, end_month
),

-- Whoever is a member twice over, as a parent and as another adult, is counted once.
present as (
    select
        members.family_id,
        members.person_id,
        quarters.quarter_start_date,
        max(members.is_child) as is_child
    from members
    inner join quarters
        on
            members.person_id = quarters.person_id
            and members.start_month <= quarters.quarter_start_date
            and (members.end_month is null or members.end_month > quarters.quarter_start_date)
    group by members.family_id, members.person_id, quarters.quarter_start_date
)

select
    present.family_id,
    present.quarter_start_date,
    cast(count(*) as smallint) as member_count,
    cast(sum(present.is_child) as integer) as child_count,
    cast(sum(quarters.wage_usd) as integer) as wage_usd,
    cast(sum(case when quarters.is_employed then 1 when quarters.wage_null_reason is null then 0 end) as smallint)
        as employed_count,
    max(quarters.wage_null_reason) as wage_null_reason,
    {{ family_spine_columns("quarters") }}
from present
inner join quarters
    on
        present.person_id = quarters.person_id
        and present.quarter_start_date = quarters.quarter_start_date
group by present.family_id, present.quarter_start_date
