-- One row per person, calendar year, feed and program used in it.
select
    person_id,
    calendar_year,
    agency,
    feed,
    program,
    first_month,
    last_month,
    cast(used_months as integer) as used_months,
    cast(paid_usd as decimal(14, 2)) as paid_usd,
    is_counted
from {{ ref("int_q13_program_years__summed") }}
