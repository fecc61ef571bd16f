-- One row per student and school year.
with

rows_in_force as (
    select * from {{ source("in_force", "education__kindergarten_readiness") }}
)

select
    rows_in_force.stateid_key as student_key_education,
    cast(rows_in_force.schoolyear as integer) as school_year,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.districtcode as district_code,
    rows_in_force.schoolcode as school_code,
    rows_in_force.dateassessed as assessed_date,
    rows_in_force.datereported as reported_date,
    case rows_in_force.exemptionreason
        when 'D' then 'disability'
        when 'L' then 'english_learner'
        when 'A' then 'absent'
    end as exemption_reason,
    cast(rows_in_force.overallscore as integer) as overall_score,
    cast(rows_in_force.socialfoundations as integer) as social_foundations_score,
    cast(rows_in_force.languageliteracy as integer) as language_literacy_score,
    cast(rows_in_force.mathematics as integer) as mathematics_score,
    cast(rows_in_force.physicaldevelopment as integer) as physical_development_score,
    case rows_in_force.readinesslevel
        when '1' then 'emerging'
        when '2' then 'approaching'
        when '3' then 'demonstrating'
    end as readiness_level,
    rows_in_force.readinesslevel = '3' as is_ready,
    rows_in_force.dateofbirth_birth_month as birth_month,
    case rows_in_force.gender
        when 'F' then 'female'
        when 'M' then 'male'
        when 'X' then 'non_binary'
    end as sex
from rows_in_force
{{ join_person_keys("person") }}
