-- One row per card.
with

rows_in_force as (
    select * from {{ source("in_force", "transit__reduced_fares") }}
)

select
    rows_in_force.person_record_id,
    {{ person_columns("person") }},
    rows_in_force.card_no_key as card_key_transit,
    rows_in_force.issued as start_date,
    rows_in_force.expires as end_date,
    rows_in_force.fare as fare_code
from rows_in_force
{{ join_person_keys("person") }}
