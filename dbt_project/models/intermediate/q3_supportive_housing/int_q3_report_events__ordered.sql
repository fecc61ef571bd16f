-- One row per family and event: a screened-in report on a child of it with those that follow it closely.
with recursive

reports as (
    select * from {{ ref("int_q3_reports__placed") }}
),

{{ report_events("reports", "family_id") }}

select
    events.family_id,
    events.event_number,
    events.event_date,
    events.next_event_date,
    count(distinct reports.report_key_child_welfare) as report_count,
    max(case when reports.is_victim then 1 else 0 end) = 1 as is_substantiated
from events
inner join reports
    on
        events.family_id = reports.family_id
        and events.event_date <= reports.received_date
        and (events.next_event_date is null or events.next_event_date > reports.received_date)
where reports.is_screened_in and not reports.is_dated_in_future
group by events.family_id, events.event_number, events.event_date, events.next_event_date
