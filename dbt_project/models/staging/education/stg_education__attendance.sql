-- One row per student, district, school, term and entry date.
with

rows_in_force as (
    select * from {{ source("in_force", "education__attendance") }}
)

select
    rows_in_force.stateid_key as student_key_education,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    cast(rows_in_force.currentschoolyear as integer) as school_year,
    lower(rows_in_force.term) as term_name,
    rows_in_force.reportingdistrict as district_code,
    rows_in_force.attendingschool as school_code,
    rows_in_force.gradelevel as grade_code,
    rows_in_force.entrydate as start_date,
    rows_in_force.exitdate as last_enrolled_date,
    cast(rows_in_force.daysenrolled as integer) as enrolled_days,
    cast(rows_in_force.daysattended as decimal(18, 4)) as attended_days,
    cast(rows_in_force.daysabsent as decimal(18, 4)) as absent_days,
    rows_in_force.dateofbirth_birth_month as birth_month,
    case rows_in_force.gender when 'F' then 'female' when 'M' then 'male' when 'X' then 'non_binary' end as sex,
    {{ race_ethnicity_from_letter("rows_in_force.raceethnicity") }} as race_ethnicity,
    rows_in_force.languagehome as language_code,
    case rows_in_force.homelessstatus when 'Y' then true when 'N' then false end as is_homeless,
    case rows_in_force.englishlearner when 'Y' then true when 'N' then false end as is_english_learner,
    case rows_in_force.specialeducation when 'Y' then true when 'N' then false end as has_special_education,
    rows_in_force.foodserviceeligibility in ('F', 'R') as is_meal_eligible
from rows_in_force
{{ join_person_keys("person") }}
