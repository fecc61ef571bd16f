-- One row per child, topic and school year in which school tells something of the child.
with

readiness as (
    select
        readiness.person_id,
        readiness.entry_school_year as school_year,
        entries.entry_date as first_date,
        readiness.is_ready_overall,
        readiness.is_ready_overall_null_reason,
        readiness.is_ready_social_foundations,
        readiness.is_ready_social_foundations_null_reason
    from {{ ref("int_kindergarten_readiness__judged") }} as readiness
    inner join {{ ref("int_school_entries__dated") }} as entries
        on readiness.person_id = entries.person_id and not entries.is_in_the_future
),

-- A child in two grades in one year is told by the lower one.
absence as (
    select
        person_id,
        school_year,
        is_chronically_absent,
        is_chronically_absent_null_reason,
        row_number() over (
            partition by person_id, school_year
            order by case when grade_code = 'K' then '00' else grade_code end
        ) as grade_rank
    from {{ ref("int_school_years__counted") }}
    where grade_code in ('K', '01', '02', '03')
)

select
    person_id,
    'readiness' as topic,
    school_year,
    first_date,
    is_ready_overall as is_met,
    is_ready_overall_null_reason as null_reason
from readiness
union all by name
select
    person_id,
    'social_readiness' as topic,
    school_year,
    first_date,
    is_ready_social_foundations as is_met,
    is_ready_social_foundations_null_reason as null_reason
from readiness
union all by name
select
    person_id,
    'absence' as topic,
    school_year,
    {{ school_year_date("school_year", "first") }} as first_date,
    is_chronically_absent as is_met,
    is_chronically_absent_null_reason as null_reason
from absence
where grade_rank = 1
union all by name
select
    person_id,
    'reading' as topic,
    school_year,
    {{ school_year_date("school_year", "first") }} as first_date,
    is_proficient as is_met,
    is_proficient_null_reason as null_reason
from {{ ref("int_grade_3_reading__judged") }}
