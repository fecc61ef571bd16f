-- One row per child, household, rank and spell of months.
with

homes as (
    select * from {{ ref("int_child_homes__ranked") }}
)

select
    child_person_id,
    {{ dbt.hash("feed || '|' || unit_key") }} as household_id,
    feed,
    unit_kind as household_kind,
    {{ dbt.hash("anchor_person_id") }} as family_id,
    start_month,
    end_month,
    cast(home_rank as integer) as household_rank,
    home_rank = 1 and can_be_home as is_home,
    case
        when not can_be_home then 'shelter_roster_alone'
        when is_rival then 'outranked'
        when home_rank > 1 then 'same_family'
    end as not_home_reason
from homes
