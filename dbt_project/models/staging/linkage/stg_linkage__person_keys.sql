-- One row per record id, with the person it belongs to at each threshold.
with

rows_in_force as (
    select * from {{ source("linkage", "person_keys") }}
)

select
    rows_in_force.record_id,
    rows_in_force.{{ person_id_column() }} as person_id,
    rows_in_force.strict_id as strict_person_id,
    rows_in_force.person_id as balanced_person_id,
    rows_in_force.lenient_id as lenient_person_id,
    rows_in_force.link_band
from rows_in_force
