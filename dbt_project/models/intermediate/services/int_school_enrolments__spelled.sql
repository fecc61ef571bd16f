-- One row per student, district, school, term and entry date, with the days it is known to span.
with

enrolments as (
    select
        *,
        {{ term_date("school_year", "term_name", "first") }} as term_start_date,
        {{ term_date("school_year", "term_name", "last") }} as term_last_date
    from {{ ref("stg_education__attendance") }}
),

-- A file sent before its term ends speaks only for the months that were over.
covered as (
    select last_covered_date from {{ ref("int_source_coverage__measured") }}
    where feed = 'education__attendance'
),

bounded as (
    select
        enrolments.*,
        case
            when covered.last_covered_date < enrolments.term_last_date then covered.last_covered_date
            else enrolments.term_last_date
        end as last_sure_date
    from enrolments
    cross join covered
)

select
    student_key_education,
    person_record_id as record_id,
    person_id,
    school_year,
    term_name,
    district_code,
    school_code,
    start_date as entry_date,
    term_start_date,
    case when start_date > term_start_date then start_date else term_start_date end as first_date,
    case when last_enrolled_date < last_sure_date then last_enrolled_date else last_sure_date end as last_known_date,
    enrolled_days
from bounded
