-- One row per account and day a status began.
with

rows_in_force as (
    select * from {{ source("in_force", "water__accounts__status") }}
)

select
    rows_in_force.accountnumber_key as account_key_water,
    rows_in_force.statusdate as start_date,
    {{ day_after("rows_in_force.statusenddate") }} as end_date,
    case rows_in_force.statuscode
        when 'PASTDUE' then 'past_due'
        when 'NOTICE' then 'shut_off_notice'
        when 'SHUTOFF' then 'shut_off'
        when 'PLAN' then 'payment_plan'
        when 'PROTECT' then 'protected'
    end as account_status_name,
    case rows_in_force.protectionreason
        when 'WINTER' then 'winter_moratorium'
        when 'MEDICAL' then 'medical_certificate'
        when 'ASSIST' then 'assistance'
    end as protection_name,
    rows_in_force.amountowed as past_due_usd
from rows_in_force
