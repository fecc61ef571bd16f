-- One row per child who was enrolled in kindergarten, with what its readiness assessment says.
{%- set ready_score = parameter("q1_ready_score") %}
with

entries as (
    select * from {{ ref("int_school_entries__dated") }}
),

-- Two results of a child in one year: the one with a score, then the first.
ranked as (
    select
        *,
        row_number() over (
            partition by person_id, school_year
            order by case when overall_score is null then 1 else 0 end, assessed_date, student_key_education
        ) as result_rank
    from {{ ref("stg_education__kindergarten_readiness") }}
    where person_id is not null
),

assessed as (
    select
        entries.person_id,
        entries.entry_school_year,
        ranked.assessed_date,
        case when ranked.overall_score is null then ranked.exemption_reason end as exemption_reason,
        {% for score in readiness_areas().values() %}
        ranked.{{ score }},
        {% endfor %}
        {{ window_null_reason(
            "coverage",
            "entries.entry_date",
            "cast(" ~ dbt.dateadd("day", parameter("q1_readiness_days"), "entries.entry_date") ~ " as date)",
        ) }} as window_null_reason
    from entries
    left join ranked
        on
            entries.person_id = ranked.person_id
            and entries.entry_school_year = ranked.school_year
            and ranked.result_rank = 1
    left join {{ ref("int_source_coverage__measured") }} as coverage
        on coverage.feed = 'education__kindergarten_readiness'
)

select
    {% for area, score in readiness_areas().items() %}
    case when window_null_reason is null then {{ score }} end as {{ score }},
    case
        when window_null_reason is null then {{ score }} >= {{ ready_score }}
    end as is_ready_{{ area }},
    coalesce(window_null_reason, case when {{ score }} is null then 'not_observed' end)
        as is_ready_{{ area }}_null_reason,
    {% endfor %}
    person_id,
    entry_school_year,
    assessed_date,
    exemption_reason
from assessed
