-- One row per trip.
with

rows_in_force as (
    select * from {{ source("in_force", "transit__van_trips__trips") }}
)

select
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.trip_key as trip_key_transit,
    rows_in_force.ridden as start_date,
    cast({{ dbt.dateadd("day", 1, "rows_in_force.ridden") }} as date) as end_date
from rows_in_force
{{ join_person_keys("person") }}
