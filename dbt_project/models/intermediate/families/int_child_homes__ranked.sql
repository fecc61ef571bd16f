-- One row per child, unit, rank and spell of months, the child's home first.
with

homes as (
    select
        units.*,
        anchors.anchor_person_id,
        {{ or_open("units.end_month") }} as open_month,
        -- Where the agency that placed it says a child lives; then cash and food cases, checked each month, and housing
        -- that a project pays or visits; then who applied for its care; then the home of a report; a shelter last.
        case units.unit_kind
            when 'placement' then 1
            when 'case' then 2
            when 'housing' then 2
            when 'subsidy_case' then 3
            when 'report' then 4
            else 5
        end as kind_order
    from {{ ref("int_child_homes__gathered") }} as units
    inner join {{ ref("int_unit_anchors__chosen") }} as anchors
        on units.feed = anchors.feed and units.unit_key = anchors.unit_key
),

bounds as (
    select
        child_person_id,
        start_month as bound_month
    from homes
    union distinct
    select
        child_person_id,
        open_month as bound_month
    from homes
),

segments as (
    select
        child_person_id,
        bound_month as start_month,
        lead(bound_month) over (partition by child_person_id order by bound_month) as open_month
    from bounds
),

ranked as (
    select
        homes.child_person_id,
        homes.feed,
        homes.unit_kind,
        homes.unit_key,
        homes.can_be_home,
        homes.anchor_person_id,
        segments.start_month,
        segments.open_month as end_month,
        row_number() over (
            partition by segments.child_person_id, segments.start_month
            -- Of two cases the one the child came into last: the other was not closed in time.
            order by
                case when homes.can_be_home then 0 else 1 end,
                homes.kind_order,
                homes.start_month desc,
                homes.feed,
                homes.unit_key
        ) as home_rank
    from segments
    inner join homes
        on
            segments.child_person_id = homes.child_person_id
            and segments.start_month >= homes.start_month
            and segments.open_month <= homes.open_month
),

-- Two cases of one family do not contradict each other.
compared as (
    select
        *,
        anchor_person_id <> min(case when home_rank = 1 then anchor_person_id end) over (
            partition by child_person_id, start_month
        ) as is_rival
    from ranked
)

{{ merged_month_spells(
    "compared",
    ["child_person_id", "feed", "unit_kind", "unit_key", "can_be_home", "home_rank", "anchor_person_id", "is_rival"]
) }}
