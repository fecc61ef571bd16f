-- One row per child, household, rank and spell of months.
with

homes as (
    select * from {{ ref("int_child_homes__ranked") }}
),

anchors as (
    select * from {{ ref("int_unit_anchors__chosen") }}
)

select
    homes.child_person_id,
    {{ dbt.hash("homes.feed || '|' || homes.unit_key") }} as household_id,
    homes.feed,
    homes.unit_kind as household_kind,
    {{ dbt.hash("anchors.anchor_person_id") }} as family_id,
    homes.start_month,
    homes.end_month,
    cast(homes.home_rank as integer) as household_rank,
    homes.home_rank = 1 and homes.can_be_home as is_home,
    case
        when not homes.can_be_home then 'shelter_roster_alone'
        when homes.home_rank > 1 then 'outranked'
    end as not_home_reason
from homes
inner join anchors on homes.feed = anchors.feed and homes.unit_key = anchors.unit_key
