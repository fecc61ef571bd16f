-- One row per case, client and day the client came into the case.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__snap__member") }}
)

select
    rows_in_force.case_id_key as case_key_human_services,
    rows_in_force.client_id_key as client_key_human_services,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.head_of_household_record_id,
    {{ person_columns("head_of_household") }},
    rows_in_force.member_start_date as start_date,
    {{ day_after("rows_in_force.member_end_date") }} as end_date,
    case rows_in_force.left_reason
        when 'CLO' then 'case_closed'
        when 'LEF' then 'left_household'
        when 'DIE' then 'died'
    end as left_reason_name,
    case rows_in_force.relation
        when 'SEL' then 'head'
        when 'SPO' then 'partner_of_head'
        when 'CHI' then 'child_of_head'
        when 'STE' then 'stepchild_of_head'
        when 'GRA' then 'grandchild_of_head'
        when 'REL' then 'other_relative_of_head'
        when 'UNR' then 'unrelated_to_head'
    end as relationship_name,
    rows_in_force.participation_status = '1' as is_eligible_member,
    rows_in_force.date_of_birth_birth_month as birth_month,
    case rows_in_force.sex when '1' then 'male' when '2' then 'female' end as sex,
    case rows_in_force.race_ethnicity
        when 'W' then 'white'
        when 'B' then 'black'
        when 'H' then 'hispanic'
        when 'A' then 'asian'
        when 'N' then 'american_indian_alaska_native'
    end as race_ethnicity,
    rows_in_force.zip_code_zip3 as zip3
from rows_in_force
{{ join_person_keys("person") }}
{{ join_person_keys("head_of_household") }}
