-- One row per person id that ended, with the living id that stands for it.
with

rows_in_force as (
    select * from {{ source("linkage", "person_redirects") }}
)

select
    rows_in_force.former_person_id,
    rows_in_force.person_id,
    rows_in_force.ended_date
from rows_in_force
