-- One row per adult of a case and month of benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__adult") }}
)

select
    rows_in_force.case_number_key as case_key_human_services,
    rows_in_force.client_id_key as client_key_human_services,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.rpt_month_year as benefit_month,
    rows_in_force.family_affiliation = '1' as is_aided,
    case when rows_in_force.family_affiliation = '1' then rows_in_force.rpt_month_year end as start_date,
    case
        when rows_in_force.family_affiliation = '1'
            then cast({{ dbt.dateadd("month", 1, "rows_in_force.rpt_month_year") }} as date)
    end as end_date,
    case rows_in_force.relationship_hoh
        when '01' then 'head'
        when '02' then 'partner_of_head'
        when '03' then 'parent_of_head'
        when '04' then 'child_of_head'
        when '05' then 'stepchild_of_head'
        when '06' then 'grandchild_of_head'
        when '07' then 'other_relative_of_head'
        when '08' then 'foster_child_of_head'
        when '09' then 'unrelated_to_head'
        when '10' then 'unrelated_to_head'
    end as relationship_name,
    rows_in_force.date_of_birth_birth_month as birth_month,
    case rows_in_force.gender when '1' then 'male' when '2' then 'female' end as sex,
    {{ race_ethnicity_from(
        "rows_in_force.race_hispanic = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.race_amer_indian = '1'",
            "asian": "rows_in_force.race_asian = '1'",
            "black": "rows_in_force.race_black = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.race_hawaiian = '1'",
            "white": "rows_in_force.race_white = '1'",
        },
    ) }} as race_ethnicity,
    rows_in_force.zip_code_zip3 as zip3,
    case rows_in_force.employment_status
        when '1' then 'employed'
        when '2' then 'unemployed'
        when '3' then 'not_in_labor_force'
    end as employment_status_name,
    rows_in_force.education_level as schooling_code,
    rows_in_force.work_part_status as work_participation_code,
    cast(rows_in_force.months_fed_time_limit as integer) as federal_limit_months,
    cast(rows_in_force.earned_income as integer) as earned_usd
from rows_in_force
{{ join_person_keys("person") }}
