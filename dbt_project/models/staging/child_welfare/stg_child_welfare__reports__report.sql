-- One row per report of child maltreatment.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__reports__report") }}
)

select
    rows_in_force.rptid_key as report_key_child_welfare,
    rows_in_force.rptdt as received_date,
    rows_in_force.rptsrc as report_source_code,
    rows_in_force.scrn_ind = 'Y' as is_screened_in,
    rows_in_force.invdate as investigation_date,
    rows_in_force.rptdisp as disposition_code,
    rows_in_force.rptdisp in ('1', '2', '3') as is_substantiated,
    rows_in_force.rpdispdt as disposition_date,
    rows_in_force.notifs as notified_code,
    case rows_in_force.hmls_ind when 'Y' then true when 'N' then false end as is_homeless,
    rows_in_force.clsr_dt as closed_date
from rows_in_force
