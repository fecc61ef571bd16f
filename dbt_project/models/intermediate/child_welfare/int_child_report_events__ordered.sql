-- One row per child and event: a screened-in report with those that follow it closely.
with recursive

reports as (
    select * from {{ ref("int_child_reports__dated") }}
),

{{ report_events("reports", "child_person_id") }}

select
    events.child_person_id,
    events.event_number,
    events.event_date,
    events.next_event_date,
    count(*) as report_count,
    max(case when reports.is_victim then 1 else 0 end) = 1 as is_substantiated
from events
inner join reports
    on
        events.child_person_id = reports.child_person_id
        and events.event_date <= reports.received_date
        and (events.next_event_date is null or events.next_event_date > reports.received_date)
where reports.is_screened_in and not reports.is_dated_in_future
group by events.child_person_id, events.event_number, events.event_date, events.next_event_date
