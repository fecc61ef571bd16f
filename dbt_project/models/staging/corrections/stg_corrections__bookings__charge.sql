-- One row per charge of a booking.
with

rows_in_force as (
    select * from {{ source("in_force", "corrections__bookings__charge") }}
)

select
    rows_in_force.internal_charge_id_key as charge_key_corrections,
    rows_in_force.booking_number_key as booking_key_corrections,
    rows_in_force.charge_position as charge_position_number,
    rows_in_force.charge_date,
    rows_in_force.statute as statute_code,
    rows_in_force.charge_type as charge_type_code,
    rows_in_force.offense_category as offense_category_code,
    rows_in_force.bond_amount as bond_usd
from rows_in_force
