-- One row per family and person who belongs to it at the index date, or joins it later as a child.
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

spells as (
    select
        families.family_id,
        members.person_id,
        case when members.member_role = 'child' then 1 else 0 end as child_flag,
        greatest(members.start_month, families.index_date) as joined_date
    from families
    inner join {{ ref("int_q3_family_members__chosen") }} as members on families.family_id = members.family_id
    where
        (members.end_month is null or members.end_month > families.index_date)
        and (members.start_month <= families.index_date or members.member_role = 'child')
),

named as (
    select
        families.family_id,
        reports.child_person_id as person_id,
        1 as child_flag,
        families.index_date as joined_date
    from families
    inner join {{ ref("int_q3_reports__placed") }} as reports on families.family_id = reports.family_id
    where
        reports.is_screened_in
        and reports.received_date >= families.index_date
        and reports.received_date <= {{ days_later("families.index_date", parameter("q3_same_event_days")) }}
),

members as (
    select
        family_id,
        person_id,
        max(child_flag) as child_flag,
        min(joined_date) as joined_date
    from (
        select * from spells
        union all by name
        select * from named
    ) as together
    group by family_id, person_id
),

deaths as (
    select * from {{ ref("int_person_deaths__resolved") }}
),

dated as (
    select
        members.family_id,
        members.person_id,
        members.child_flag = 1 as is_child,
        members.joined_date,
        families.index_date,
        people.birth_month,
        deaths.death_date,
        -- Eighteen years, or death: from this day on no report can be about the child. Unknown birth: a child.
        coalesce({{ months_after(216, "people.birth_month") }}, cast('9999-12-31' as date)) as grown_date
    from members
    inner join families on members.family_id = families.family_id
    left join {{ ref("int_person_attributes__resolved") }} as people on members.person_id = people.person_id
    left join deaths on members.person_id = deaths.person_id
)

select
    family_id,
    person_id,
    is_child,
    joined_date,
    index_date,
    birth_month,
    case when death_date < grown_date then death_date else grown_date end as childhood_end_date,
    -- Children joined later and grown children do not count for exposures.
    joined_date <= index_date and (not is_child or grown_date > index_date)
    and (death_date is null or death_date >= index_date) as is_at_home
from dated
