-- One row per child, site, month and entry date.
with

rows_in_force as (
    select * from {{ source("in_force", "early_learning__prek") }}
)

select
    rows_in_force.childid_key as child_key_early_learning,
    rows_in_force.sitecode as site_code,
    rows_in_force.reportmonth as enrolled_month,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.guardian_record_id,
    {{ person_columns("guardian") }},
    rows_in_force.entrydate as entry_date,
    rows_in_force.exitdate as last_enrolled_date,
    greatest(rows_in_force.entrydate, rows_in_force.reportmonth) as start_date,
    cast(
        coalesce(
            {{ dbt.dateadd("day", 1, "rows_in_force.exitdate") }},
            {{ dbt.dateadd("month", 1, "rows_in_force.reportmonth") }}
        ) as date
    ) as end_date,
    cast(rows_in_force.daysenrolled as integer) as enrolled_days,
    cast(rows_in_force.daysattended as integer) as attended_days,
    case rows_in_force.sitetype
        when 'PS' then 'public_school'
        when 'CC' then 'community_centre'
    end as site_type,
    case rows_in_force.fundingsource
        when 'ST' then 'state'
        when 'LO' then 'local'
        when 'BL' then 'blended'
    end as funding_source,
    rows_in_force.childbirthdate_birth_month as child_birth_month,
    rows_in_force.guardianbirthdate_birth_month as guardian_birth_month,
    case rows_in_force.guardianrelationship
        when 'M' then 'mother'
        when 'F' then 'father'
        when 'G' then 'guardian'
    end as parent_relation_name,
    case rows_in_force.childsex when 'F' then 'female' when 'M' then 'male' end as child_sex,
    {{ race_ethnicity_from_letter("rows_in_force.childrace") }} as child_race_ethnicity,
    rows_in_force.homelanguage as language_code,
    case rows_in_force.specialeducation when 'Y' then true when 'N' then false end as has_special_education
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("guardian") }}
