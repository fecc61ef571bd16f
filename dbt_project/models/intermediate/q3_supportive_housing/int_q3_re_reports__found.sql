-- One row per family: the first later event, and the first in which maltreatment was found again.
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

events as (
    select * from {{ ref("int_q3_report_events__ordered") }}
    where event_number > 1
),

reports as (
    select * from {{ ref("int_q3_reports__placed") }}
    where is_screened_in and not is_dated_in_future and is_victim
),

victims as (
    select
        families.family_id,
        reports.child_person_id
    from families
    inner join reports on families.family_id = reports.family_id
    where families.next_event_date is null or reports.received_date < families.next_event_date
    group by families.family_id, reports.child_person_id
),

found_again as (
    {% if parameter("q3_recurrence_of") == "same_child" %}
    select
        reports.family_id,
        reports.received_date as found_date
    from reports
    inner join families on reports.family_id = families.family_id
    inner join victims on reports.family_id = victims.family_id and reports.child_person_id = victims.child_person_id
    where reports.received_date >= families.next_event_date
    {% else %}
    select
        victims.family_id,
        events.event_date as found_date
    from victims
    inner join events on victims.family_id = events.family_id and events.is_substantiated
    {% endif %}
),

recurrences as (
    select
        found_again.family_id,
        min(found_again.found_date) as recurrence_date
    from found_again
    inner join families on found_again.family_id = families.family_id
    where found_again.found_date > families.counted_after_date
    group by found_again.family_id
),

re_reports as (
    select
        events.family_id,
        min(events.event_date) as re_report_date
    from events
    inner join families on events.family_id = families.family_id
    where events.event_date > families.counted_after_date
    group by events.family_id
)

select
    families.family_id,
    re_reports.re_report_date,
    recurrences.recurrence_date
from families
left join re_reports on families.family_id = re_reports.family_id
left join recurrences on families.family_id = recurrences.family_id
