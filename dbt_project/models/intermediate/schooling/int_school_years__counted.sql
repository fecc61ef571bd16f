-- One row per child, school year and grade in which the child was enrolled.
{%- set counts_summer = parameter("q1_counts_summer") %}
with

enrolments as (
    select
        *,
        is_counted and enrolled_days is not null and absent_days is not null
        {%- if not counts_summer %} and term_name <> 'summer'{% endif %} as has_days
    from {{ ref("int_school_enrolments__untangled") }}
),

counted as (
    select
        person_id,
        school_year,
        grade_code,
        min(start_date) as entry_date,
        max(case when is_meal_eligible then 1 else 0 end) = 1 as is_meal_eligible,
        cast(coalesce(sum(case when has_days then enrolled_days end), 0) as integer) as enrolled_days,
        cast(coalesce(sum(case when has_days then absent_days end), 0) as decimal(18, 4)) as absent_days,
        cast(sum(case when is_counted then 0 else 1 end) as integer) as double_enrolment_count
    from enrolments
    group by person_id, school_year, grade_code
),

judged as (
    select
        counted.*,
        -- A year that is not over comes first: a child of few days may still get more.
        coalesce(
            {{ window_null_reason(
                "coverage",
                school_year_date("counted.school_year", "first"),
                school_year_date("counted.school_year", "last", "summer" if counts_summer else "spring"),
            ) }},
            case when counted.enrolled_days < {{ parameter("q1_membership_days") }} then 'not_observed' end
        ) as is_chronically_absent_null_reason
    from counted
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'education__attendance'
)

select
    person_id,
    school_year,
    grade_code,
    entry_date,
    is_meal_eligible,
    enrolled_days,
    absent_days,
    double_enrolment_count,
    case
        when is_chronically_absent_null_reason is null then {{ is_chronic("absent_days", "enrolled_days") }}
    end as is_chronically_absent,
    is_chronically_absent_null_reason
from judged
