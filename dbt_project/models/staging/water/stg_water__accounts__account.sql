-- One row per account.
with

rows_in_force as (
    select * from {{ source("in_force", "water__accounts__account") }}
)

select
    rows_in_force.accountnumber_key as account_key_water,
    rows_in_force.customernumber_key as customer_key_water,
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.parcelnumber_key as parcel_key_assessor,
    rows_in_force.servicezip_zip3 as zip3,
    case rows_in_force.rateclass
        when 'R1' then 'single_family'
        when 'R2' then 'up_to_four_units'
        when 'RA' then 'assistance'
    end as rate_class_name,
    case rows_in_force.accountstatus
        when 'A' then 'active'
        when 'S' then 'shut_off'
        when 'C' then 'closed'
    end as account_status_name,
    rows_in_force.startdate as start_date,
    {{ day_after("rows_in_force.enddate") }} as end_date,
    rows_in_force.balanceamount as balance_usd,
    rows_in_force.pastdueamount as past_due_usd,
    rows_in_force.shutoffdate as last_shut_off_date
from rows_in_force
{{ join_person_keys("person") }}
