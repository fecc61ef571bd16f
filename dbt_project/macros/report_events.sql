{#
Reports of one subject (a child, a family) as events: CTEs for a `with recursive`, ending in `events` with one row per
subject and event. A screened-in report up to `q3_same_event_days` days after the first report of an event is part of
it; the next one begins a new event. Reports dated after the last day the agency's delivery speaks for are no events.

reports     name of a CTE with the subject, report_key_child_welfare, received_date, is_screened_in, is_victim and
            is_dated_in_future
#}
{% macro report_events(reports, subject) %}
    days as (
        select
            {{ subject }},
            received_date,
            {{ dbt.datediff("cast('1970-01-01' as date)", "received_date", "day") }} as day_number
        from {{ reports }}
        where is_screened_in and not is_dated_in_future
        group by {{ subject }}, received_date
    ),

    followed as (
        select
            {{ subject }},
            received_date,
            min(received_date) over (
                partition by {{ subject }}
                order by day_number
                range between {{ parameter("q3_same_event_days") + 1 }} following and unbounded following
            ) as next_event_date,
            row_number() over (partition by {{ subject }} order by day_number) as day_rank
        from days
    ),

    events as (
        select
            {{ subject }},
            1 as event_number,
            received_date as event_date,
            next_event_date
        from followed
        where day_rank = 1
        union all
        select
            followed.{{ subject }},
            events.event_number + 1 as event_number,
            followed.received_date as event_date,
            followed.next_event_date
        from events
        inner join followed
            on
                events.{{ subject }} = followed.{{ subject }}
                and events.next_event_date = followed.received_date
    )
{%- endmacro %}
