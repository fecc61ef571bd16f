-- One row per family with a screened-in report: the first one, and the child it is told of.
with

events as (
    select * from {{ ref("int_q3_report_events__ordered") }}
    where event_number = 1
),

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
),

reports as (
    select * from {{ ref("int_q3_reports__placed") }}
    where is_screened_in and not is_dated_in_future
),

-- The youngest child named on the day stands for the family in subgroups; of twins, the one with the first id.
named as (
    select
        reports.family_id,
        reports.child_person_id,
        reports.is_child_alone,
        row_number() over (
            partition by reports.family_id
            order by
                case when people.birth_month is null then 1 else 0 end,
                people.birth_month desc,
                reports.child_person_id
        ) as child_rank
    from events
    inner join reports on events.family_id = reports.family_id and events.event_date = reports.received_date
    left join people on reports.child_person_id = people.person_id
)

select
    events.family_id,
    events.event_date as index_date,
    events.next_event_date,
    events.is_substantiated as is_index_substantiated,
    named.child_person_id as index_child_person_id,
    named.is_child_alone,
    {{ q3_counted_after("events.event_date") }} as counted_after_date
from events
inner join named on events.family_id = named.family_id and named.child_rank = 1
