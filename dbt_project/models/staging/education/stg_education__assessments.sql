-- One row per student, school year, form and subject.
with

rows_in_force as (
    select * from {{ source("in_force", "education__assessments") }}
)

select
    rows_in_force.studentidentifierstate_key as student_key_education,
    cast(rows_in_force.schoolyear as integer) as school_year,
    rows_in_force.assessmentidentifier as form_code,
    case rows_in_force.assessmentacademicsubject
        when '13373' then 'reading'
        when '01166' then 'mathematics'
    end as subject,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.leaidentifiersea as district_code,
    rows_in_force.schoolidentifiersea as school_code,
    rows_in_force.gradelevelwhenassessed as grade_code,
    case rows_in_force.assessmenttypeadministered
        when 'Benchmark' then 'benchmark'
        when 'Summative' then 'summative'
        when 'Retest' then 'retest'
    end as sitting,
    rows_in_force.administrationstartdate as tested_date,
    rows_in_force.assessmentresultreporteddate as reported_date,
    cast(rows_in_force.assessmentresultscorevalue as integer) as scale_score,
    case rows_in_force.performancelevelidentifier
        when 'L1' then 'novice'
        when 'L2' then 'apprentice'
        when 'L3' then 'proficient'
        when 'L4' then 'distinguished'
    end as performance_level,
    rows_in_force.performancelevelidentifier in ('L3', 'L4') as is_proficient,
    case rows_in_force.reasonnottested
        when '03451' then 'absent'
        when '03454' then 'medical_waiver'
    end as reason_not_tested,
    rows_in_force.birthdate_birth_month as birth_month,
    case rows_in_force.sex when 'Female' then 'female' when 'Male' then 'male' end as sex
from rows_in_force
{{ join_person_keys("person") }}
