-- One row per project that houses or serves people.
with

rows_in_force as (
    select * from {{ source("in_force", "coc__hmis__project") }}
)

select
    rows_in_force.projectid_key as project_key_coc,
    rows_in_force.organizationid_key as organization_key_coc,
    rows_in_force.projectname as project_name,
    rows_in_force.projecttype as project_type_code,
    case
        when rows_in_force.projecttype in ('0', '1') then 'emergency_shelter'
        when rows_in_force.projecttype in ('2', '8') then 'transitional_housing'
        when rows_in_force.projecttype in ('3', '9', '10') then 'permanent_housing'
        when rows_in_force.projecttype = '13' then 'rapid_rehousing'
        when rows_in_force.projecttype in ('4', '11') then 'street_outreach'
        when rows_in_force.projecttype = '12' then 'homelessness_prevention'
        else 'other_homeless_services'
    end as program,
    rows_in_force.operatingstartdate as start_date,
    rows_in_force.operatingenddate as last_operated_date
from rows_in_force
