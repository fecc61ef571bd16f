-- One row per child of the cohort, index month and measure of school after it.
{%- set measures = {
    "readiness": "is_ready_for_kindergarten",
    "social_readiness": "is_ready_in_social_foundations",
    "absence": "is_chronically_absent_first_year_after",
    "reading": "is_proficient_in_grade_3_reading",
} %}
with

topics as (
    {% for topic, feed, due_months, done_months in [
        ("readiness", "education__kindergarten_readiness", 72, 84),
        ("social_readiness", "education__kindergarten_readiness", 72, 84),
        ("absence", "education__attendance", 96, 108),
        ("reading", "education__assessments", 96, 120),
    ] %}
    select
        '{{ topic }}' as topic,
        '{{ feed }}' as feed,
        {{ due_months }} as due_months,
        {{ done_months }} as done_months
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

asked as (
    select
        units.unit_key,
        units.person_id,
        units.index_month,
        units.age_months,
        topics.topic,
        topics.due_months,
        cast({{ dbt.dateadd("month", "topics.done_months - units.age_months", "units.index_month") }} as date)
            as done_date,
        coverage.first_covered_date,
        coverage.reportable_through_date
    from {{ ref("int_q2_units__described") }} as units
    cross join topics
    left join {{ ref("int_source_coverage__measured") }} as coverage on topics.feed = coverage.feed
    where units.generation = 'child'
),

-- The first event in the index month or later; where there is none, the first before it.
events as (
    select
        asked.unit_key,
        asked.topic,
        asked.index_month <= events.first_date as is_after,
        events.is_met,
        events.null_reason,
        row_number() over (
            partition by asked.unit_key, asked.topic
            order by
                case when asked.index_month <= events.first_date then 0 else 1 end,
                events.first_date,
                events.school_year
        ) as event_rank
    from asked
    inner join {{ ref("int_q2_school_events__gathered") }} as events
        on asked.person_id = events.person_id and asked.topic = events.topic
),

judged as (
    select
        asked.unit_key,
        asked.topic,
        events.is_met,
        -- Without anything told after: was the child old enough by the day the feed can be trusted to?
        case
            when events.is_after then events.null_reason
            when asked.first_covered_date is null then 'not_observed'
            when asked.done_date > asked.reportable_through_date then 'not_yet_reportable'
            else 'not_observed'
        end as null_reason
    from asked
    left join events
        on asked.unit_key = events.unit_key and asked.topic = events.topic and events.event_rank = 1
    -- What comes once in a life is not asked of a child who had it before the index month, or was too old for it.
    where
        events.is_after
        or (asked.age_months < asked.due_months and (events.unit_key is null or asked.topic = 'absence'))
)

select
    unit_key,
    case topic
        {% for topic, measure in measures.items() %}
        when '{{ topic }}' then '{{ measure }}'
        {% endfor %}
    end as measure_name,
    case when null_reason is null then is_met end as is_met,
    null_reason
from judged
