-- One row per case and month of benefits.
with

rows_in_force as (
    select * from {{ source("in_force", "human_services__tanf__family") }}
)

select
    rows_in_force.case_number_key as case_key_human_services,
    rows_in_force.rpt_month_year as benefit_month,
    rows_in_force.zip_code_zip3 as zip3,
    rows_in_force.new_applicant = '1' as is_new_case,
    cast(rows_in_force.nbr_family_members as integer) as family_member_count,
    case rows_in_force.family_type
        when '1' then 'one_parent'
        when '2' then 'two_parents'
        when '3' then 'children_only'
    end as family_type_name,
    cast(rows_in_force.cash_amount as integer) as cash_usd,
    cast(rows_in_force.nbr_months as integer) as cash_so_far_months,
    cast(rows_in_force.sanc_reduction_amt as integer) as sanction_usd,
    cast(rows_in_force.cc_amount as integer) as child_care_usd,
    rows_in_force.receives_food_stamps = '1' as has_food_assistance,
    cast(rows_in_force.amt_food_stamp_assistance as integer) as food_assistance_usd,
    rows_in_force.receives_sub_housing = '1' as has_housing_assistance
from rows_in_force
