-- One row per parent of the cohort, index month and measure of training after it.
with

parents as (
    select
        unit_key,
        person_id,
        index_month,
        cast({{ dbt.dateadd("month", parameter("q2_training_months"), "index_month") }} as date) as begun_by_date,
        cast({{ dbt.dateadd("month", parameter("q2_completion_months"), "index_month") }} as date)
            as completed_by_date
    from {{ ref("int_q2_units__gathered") }}
    where generation = 'parent'
),

programs as (
    select * from {{ ref("stg_labor__wioa") }}
    where person_id is not null
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'labor__wioa'
),

found as (
    select
        parents.unit_key,
        max(case
            when programs.start_date >= parents.index_month and programs.start_date < parents.begun_by_date then 1
            else 0
        end) as has_begun,
        -- The end of training is the first day after it.
        max(case
            when
                programs.has_completed_training
                and programs.training_end_date > parents.index_month
                and programs.training_end_date <= parents.completed_by_date
                then 1
            else 0
        end) as has_completed
    from parents
    inner join programs on parents.person_id = programs.person_id
    group by parents.unit_key
),

judged as (
    {% for measure, found, end in [
        ("has_begun_workforce_program", "has_begun", "begun_by_date"),
        ("has_completed_training", "has_completed", "completed_by_date"),
    ] %}
    select
        parents.unit_key,
        '{{ measure }}' as measure_name,
        coalesce(found.{{ found }}, 0) = 1 as is_met,
        -- Who died before the months were over could begin or complete nothing in the rest of them.
        coalesce(
            case when deaths.death_date < {{ days_later("parents." ~ end, -1) }} then 'not_observed' end,
            {{ window_null_reason("coverage", "parents.index_month", days_later("parents." ~ end, -1)) }}
        ) as null_reason
    from parents
    left join found on parents.unit_key = found.unit_key
    left join coverage on true
    left join {{ ref("int_person_deaths__resolved") }} as deaths on parents.person_id = deaths.person_id
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    unit_key,
    measure_name,
    case when null_reason is null then is_met end as is_met,
    null_reason
from judged
