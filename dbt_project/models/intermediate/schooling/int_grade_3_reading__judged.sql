-- One row per child who was in grade 3, or is due there after kindergarten.
with

seen as (
    select
        person_id,
        min(school_year) as school_year
    from {{ ref("int_school_years__counted") }}
    where grade_code = '03'
    group by person_id
),

due as (
    select
        person_id,
        entry_school_year + 3 as school_year
    from {{ ref("int_school_entries__dated") }}
),

children as (
    select
        coalesce(seen.person_id, due.person_id) as person_id,
        coalesce(seen.school_year, due.school_year) as school_year
    from seen
    full outer join due on seen.person_id = due.person_id
),

tests as (
    select
        person_id,
        school_year,
        sitting,
        tested_date,
        scale_score,
        coalesce(is_proficient, scale_score >= {{ parameter("q1_proficient_score") }}) as is_proficient,
        reason_not_tested
    from {{ ref("stg_education__assessments") }}
    where person_id is not null and subject = 'reading' and coalesce(grade_code, '03') = '03'
),

-- The spring test counts. An autumn benchmark never does; a retest does only where the rival is chosen.
sat as (
    select
        person_id,
        school_year,
        min(tested_date) as tested_date,
        max(scale_score) as scale_score,
        max(case when is_proficient then 1 else 0 end) = 1 as is_proficient,
        min(reason_not_tested) as reason_not_tested
    from tests
    where sitting in ('summative'{% if parameter("q1_counts_retests") %}, 'retest'{% endif %})
    group by person_id, school_year
),

judged as (
    select
        children.person_id,
        children.school_year,
        sat.tested_date,
        sat.scale_score,
        sat.is_proficient,
        case when sat.scale_score is null then sat.reason_not_tested end as reason_not_tested,
        coalesce(
            {{ window_null_reason(
                "coverage",
                term_date("children.school_year", "'spring'", "first"),
                school_year_date("children.school_year", "last", "spring"),
            ) }},
            case when sat.scale_score is null then 'not_observed' end
        ) as is_proficient_null_reason
    from children
    left join sat on children.person_id = sat.person_id and children.school_year = sat.school_year
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'education__assessments'
)

select
    person_id,
    school_year,
    tested_date,
    reason_not_tested,
    case when is_proficient_null_reason is null then scale_score end as reading_score,
    case when is_proficient_null_reason is null then is_proficient end as is_proficient,
    is_proficient_null_reason
from judged
