-- One row per report, child and caregiver.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__reports__caregiver") }}
)

select
    rows_in_force.rptid_key as report_key_child_welfare,
    rows_in_force.chid_key as child_client_key_child_welfare,
    rows_in_force.crgid_key as caregiver_client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.caregiver_record_id,
    {{ person_columns("caregiver") }},
    rows_in_force.crgrel as caregiver_relation_code,
    rows_in_force.crgrel = '1' as is_parent,
    case
        when rows_in_force.crgrel = '1' and rows_in_force.crgprnt = '2' then 'stepparent'
        when rows_in_force.crgrel = '1' then 'parent'
        when rows_in_force.crgrel = '2' then 'relative'
        when rows_in_force.crgrel in ('3', '4', '33') then 'foster_parent'
        when rows_in_force.crgrel = '7' then 'partner_of_parent'
        when rows_in_force.crgrel = '8' then 'guardian'
        else 'other'
    end as parent_relation_name,
    rows_in_force.crgprnt as parent_type_code,
    case rows_in_force.same_hm_ind when 'Y' then true when 'N' then false end as has_same_home
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("caregiver") }}
