-- One row per case and month of receipt.
with

rows_in_force as (
    select * from {{ source("in_force", "family_services__child_care_subsidy") }}
)

select
    rows_in_force.caseid_key as case_key_child_care,
    rows_in_force.reportmonth as receipt_month,
    rows_in_force.reportmonth as start_date,
    cast({{ dbt.dateadd("month", 1, "rows_in_force.reportmonth") }} as date) as end_date,
    rows_in_force.parent_record_id,
    {{ person_columns("parent") }},
    rows_in_force.child_1_record_id,
    {{ person_columns("child_1") }},
    rows_in_force.child_2_record_id,
    {{ person_columns("child_2") }},
    rows_in_force.child_3_record_id,
    {{ person_columns("child_3") }},
    rows_in_force.child_4_record_id,
    {{ person_columns("child_4") }},
    rows_in_force.parentdob_birth_month as parent_birth_month,
    rows_in_force.countyfips as county_code,
    case rows_in_force.singleparent when '1' then true when '0' then false end as is_single_parent,
    rows_in_force.language as language_code,
    rows_in_force.reasonforcare as reason_for_care_code,
    rows_in_force.reasonforcare in ('1', '3', '6', '8') as is_for_work,
    rows_in_force.reasonforcare in ('2', '3', '7', '8') as is_for_training,
    rows_in_force.assistancebegan as assistance_began_month,
    cast(rows_in_force.familysize as integer) as family_member_count,
    rows_in_force.monthlyincome as monthly_income_usd,
    rows_in_force.monthlycopay as copay_usd,
    rows_in_force.child1id_key as child_1_key_child_care,
    rows_in_force.child1dob_birth_month as child_1_birth_month,
    case rows_in_force.child1sex when '1' then 'male' when '2' then 'female' end as child_1_sex,
    rows_in_force.child1caretype as child_1_care_type_code,
    {{ care_setting('rows_in_force.child1caretype') }} as child_1_care_setting_name,
    rows_in_force.child1caretype in ('01', '02', '03', '04') as child_1_has_licensed_care,
    rows_in_force.child1provider_key as child_1_provider_key_child_care,
    rows_in_force.child1paid as child_1_paid_usd,
    rows_in_force.child2id_key as child_2_key_child_care,
    rows_in_force.child2dob_birth_month as child_2_birth_month,
    case rows_in_force.child2sex when '1' then 'male' when '2' then 'female' end as child_2_sex,
    rows_in_force.child2caretype as child_2_care_type_code,
    {{ care_setting('rows_in_force.child2caretype') }} as child_2_care_setting_name,
    rows_in_force.child2caretype in ('01', '02', '03', '04') as child_2_has_licensed_care,
    rows_in_force.child2provider_key as child_2_provider_key_child_care,
    rows_in_force.child2paid as child_2_paid_usd,
    rows_in_force.child3id_key as child_3_key_child_care,
    rows_in_force.child3dob_birth_month as child_3_birth_month,
    case rows_in_force.child3sex when '1' then 'male' when '2' then 'female' end as child_3_sex,
    rows_in_force.child3caretype as child_3_care_type_code,
    {{ care_setting('rows_in_force.child3caretype') }} as child_3_care_setting_name,
    rows_in_force.child3caretype in ('01', '02', '03', '04') as child_3_has_licensed_care,
    rows_in_force.child3provider_key as child_3_provider_key_child_care,
    rows_in_force.child3paid as child_3_paid_usd,
    rows_in_force.child4id_key as child_4_key_child_care,
    rows_in_force.child4dob_birth_month as child_4_birth_month,
    case rows_in_force.child4sex when '1' then 'male' when '2' then 'female' end as child_4_sex,
    rows_in_force.child4caretype as child_4_care_type_code,
    {{ care_setting('rows_in_force.child4caretype') }} as child_4_care_setting_name,
    rows_in_force.child4caretype in ('01', '02', '03', '04') as child_4_has_licensed_care,
    rows_in_force.child4provider_key as child_4_provider_key_child_care,
    rows_in_force.child4paid as child_4_paid_usd
from rows_in_force
{{ join_person_keys("parent") }}
{{ join_person_keys("child_1") }}
{{ join_person_keys("child_2") }}
{{ join_person_keys("child_3") }}
{{ join_person_keys("child_4") }}
