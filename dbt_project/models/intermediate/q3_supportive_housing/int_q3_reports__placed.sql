-- One row per report and child, with the family of the child on the day of the report.
with

reports as (
    select * from {{ ref("int_child_reports__dated") }}
),

members as (
    select * from {{ ref("int_q3_family_members__chosen") }}
    where member_role = 'child'
),

found as (
    select
        reports.report_key_child_welfare,
        reports.child_person_id,
        reports.received_date,
        reports.is_screened_in,
        reports.is_victim,
        reports.is_dated_in_future,
        members.family_id,
        count(members.family_id) over (partition by reports.report_key_child_welfare, reports.child_person_id)
            as family_count,
        -- A child in two families is of the one it joined last.
        row_number() over (
            partition by reports.report_key_child_welfare, reports.child_person_id
            order by members.start_month desc, members.family_id
        ) as family_rank
    from reports
    left join members
        on
            reports.child_person_id = members.person_id
            and reports.received_date >= members.start_month
            and (members.end_month is null or reports.received_date < members.end_month)
)

select
    report_key_child_welfare,
    child_person_id,
    received_date,
    is_screened_in,
    is_victim,
    is_dated_in_future,
    coalesce(family_id, {{ dbt.hash("child_person_id") }}) as family_id,
    family_id is null as is_child_alone,
    family_count
from found
where family_rank = 1
