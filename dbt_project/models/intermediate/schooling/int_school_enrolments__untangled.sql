-- One row per child's enrolment in a school and term, with its grade, and whether its days count.
with

enrolments as (
    select
        person_id,
        school_year,
        term_name,
        grade_code,
        enrolled_days,
        absent_days,
        start_date,
        is_meal_eligible,
        coalesce(last_enrolled_date, {{ term_date("school_year", "term_name", "last") }}) as last_date,
        row_number() over (
            partition by person_id, school_year, term_name
            order by enrolled_days desc nulls last, district_code, school_code, start_date, student_key_education
        ) as enrolment_rank
    from {{ ref("stg_education__attendance") }}
    where person_id is not null
),

-- A child is in one school on one day: of two enrolments at once in a term, the one with more days counts. Both have
-- the day of a move.
doubled as (
    select
        shorter.person_id,
        shorter.school_year,
        shorter.term_name,
        shorter.enrolment_rank
    from enrolments as shorter
    inner join enrolments as longer
        on
            shorter.person_id = longer.person_id
            and shorter.school_year = longer.school_year
            and shorter.term_name = longer.term_name
            and shorter.enrolment_rank > longer.enrolment_rank
            and shorter.start_date < longer.last_date
            and shorter.last_date > longer.start_date
    group by shorter.person_id, shorter.school_year, shorter.term_name, shorter.enrolment_rank
),

-- A row whose grade could not be read takes the grade of the year's other rows, when they agree.
graded as (
    select
        person_id,
        school_year,
        min(grade_code) as only_grade_code
    from enrolments
    group by person_id, school_year
    having min(grade_code) = max(grade_code)
)

select
    enrolments.person_id,
    enrolments.school_year,
    enrolments.term_name,
    enrolments.enrolment_rank,
    coalesce(enrolments.grade_code, graded.only_grade_code, 'unknown') as grade_code,
    enrolments.start_date,
    enrolments.last_date,
    enrolments.enrolled_days,
    enrolments.absent_days,
    enrolments.is_meal_eligible,
    doubled.person_id is null as is_counted
from enrolments
left join doubled
    on
        enrolments.person_id = doubled.person_id
        and enrolments.school_year = doubled.school_year
        and enrolments.term_name = doubled.term_name
        and enrolments.enrolment_rank = doubled.enrolment_rank
left join graded
    on
        enrolments.person_id = graded.person_id
        and enrolments.school_year = graded.school_year
