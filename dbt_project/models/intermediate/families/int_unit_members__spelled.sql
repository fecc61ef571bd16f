-- One row per feed, unit, member, relationship and spell of months in which the member belongs to the unit.
with

spans as (
    select * from {{ ref("int_benefit_units__gathered") }}
    union all by name
    select * from {{ ref("int_hmis_households__gathered") }}
    union all by name
    select * from {{ ref("int_child_welfare_homes__gathered") }}
),

months as (
    select
        feed,
        unit_kind,
        unit_key,
        person_id,
        coalesce(relationship_name, 'not_told') as relationship_name,
        {{ month_of("start_date") }} as start_month,
        {{ end_month_of("start_date", "end_date") }} as end_month
    from spans
)

{{ merged_month_spells("months", ["feed", "unit_kind", "unit_key", "person_id", "relationship_name"]) }}
