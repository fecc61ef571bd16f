-- One row per participant and day participation began.
with

rows_in_force as (
    select * from {{ source("in_force", "labor__wioa") }}
)

select
    rows_in_force.pirl_100_key as participant_key_labor,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.pirl_900 as start_date,
    {{ day_after("rows_in_force.pirl_901") }} as end_date,
    case rows_in_force.pirl_903
        when '1' then 'adult'
        when '2' then 'dislocated_worker'
        when '3' then 'youth'
    end as program_name,
    rows_in_force.pirl_1302 as training_start_date,
    {{ day_after("rows_in_force.pirl_1308") }} as training_end_date,
    case rows_in_force.pirl_1303
        when '00' then 'no_training'
        when '01' then 'on_the_job'
        when '02' then 'skill_upgrading'
        when '03' then 'entrepreneurial'
        when '04' then 'adult_education_with_skills'
        when '05' then 'customized'
        when '06' then 'occupational_skills'
        when '09' then 'apprenticeship'
    end as training_type_name,
    case rows_in_force.pirl_1307 when '1' then true when '0' then false end as has_completed_training,
    rows_in_force.pirl_400 in ('1', '2') as was_employed_at_entry,
    case when rows_in_force.pirl_1600 in ('1', '2', '3') then true when rows_in_force.pirl_1600 = '0' then false end
        as was_employed_first_quarter_after_exit,
    case when rows_in_force.pirl_1602 in ('1', '2', '3') then true when rows_in_force.pirl_1602 = '0' then false end
        as was_employed_second_quarter_after_exit,
    case when rows_in_force.pirl_1604 in ('1', '2', '3') then true when rows_in_force.pirl_1604 = '0' then false end
        as was_employed_third_quarter_after_exit,
    case when rows_in_force.pirl_1606 in ('1', '2', '3') then true when rows_in_force.pirl_1606 = '0' then false end
        as was_employed_fourth_quarter_after_exit,
    rows_in_force.pirl_200_birth_month as birth_month,
    case rows_in_force.pirl_201 when '1' then 'male' when '2' then 'female' end as sex,
    {{ race_ethnicity_from(
        "rows_in_force.pirl_210 = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.pirl_211 = '1'",
            "asian": "rows_in_force.pirl_212 = '1'",
            "black": "rows_in_force.pirl_213 = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.pirl_214 = '1'",
            "white": "rows_in_force.pirl_215 = '1'",
        },
    ) }} as race_ethnicity
from rows_in_force
{{ join_person_keys("person") }}
