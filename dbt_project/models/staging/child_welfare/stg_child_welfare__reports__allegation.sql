-- One row per report, child, alleged perpetrator and kind of maltreatment.
with

rows_in_force as (
    select * from {{ source("in_force", "child_welfare__reports__allegation") }}
)

select
    rows_in_force.allgtn_id_key as allegation_key_child_welfare,
    rows_in_force.rptid_key as report_key_child_welfare,
    rows_in_force.chid_key as child_client_key_child_welfare,
    rows_in_force.child_record_id,
    {{ person_columns("child") }},
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.chmal as maltreatment_code,
    rows_in_force.mallev as disposition_code,
    rows_in_force.perrel as perpetrator_relation_code,
    rows_in_force.perprnt as parent_type_code
from rows_in_force
{{ join_person_keys("child") }}
{{ join_person_keys("person") }}
