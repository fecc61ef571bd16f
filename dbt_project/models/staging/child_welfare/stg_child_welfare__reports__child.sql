-- One row per report and child.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__reports__child") }}
)

select
    rows_in_force.rptid_key as report_key_child_welfare,
    rows_in_force.chid_key as child_client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.afcarsid_key as care_client_key_child_welfare,
    case when rows_in_force.chage < 77 then rows_in_force.chage end as age_years,
    case rows_in_force.chsex when '1' then 'male' when '2' then 'female' end as child_sex,
    {{ race_ethnicity_from(
        "rows_in_force.cethn = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.chracai = '1'",
            "asian": "rows_in_force.chracas = '1'",
            "black": "rows_in_force.chracbl = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.chracnh = '1'",
            "white": "rows_in_force.chracwh = '1'",
        },
    ) }} as child_race_ethnicity,
    case rows_in_force.chprior when '1' then true when '2' then false end as was_victim_before,
    rows_in_force.chdisp as disposition_code,
    rows_in_force.chdisp in ('1', '2', '3') as is_victim,
    case rows_in_force.fcalc when '1' then true when '2' then false end as has_caretaker_alcohol_risk,
    case rows_in_force.fcdrug when '1' then true when '2' then false end as has_caretaker_drug_risk,
    case rows_in_force.fcviol when '1' then true when '2' then false end as has_domestic_violence_risk,
    case rows_in_force.fchouse when '1' then true when '2' then false end as has_housing_risk,
    case rows_in_force.fcmoney when '1' then true when '2' then false end as has_money_risk,
    case rows_in_force.postserv when '1' then true when '2' then false end as has_services_after,
    rows_in_force.servdate as services_start_date,
    case rows_in_force.fostercr when '1' then true when '2' then false end as was_placed,
    rows_in_force.rmvdate as removal_date
from rows_in_force
{{ join_person_keys("child") }}
