-- One row per family: which services and agencies knew it before the index date.
with

families as (
    select
        family_id,
        index_date,
        {{ days_later("index_date", -1 * parameter("q3_lookback_days")) }} as lookback_date
    from {{ ref("int_q3_families__indexed") }}
),

members as (
    select
        members.*,
        families.lookback_date
    from {{ ref("int_q3_members__listed") }} as members
    inner join families on members.family_id = families.family_id
    where members.is_at_home
),

stays as (
    select
        members.family_id,
        max(case when stays.stay_kind in ('homeless', 'transitional') then 1 else 0 end) as homeless_flag,
        max(
            case
                when stays.stay_kind = 'permanent' and coalesce(stays.end_date > members.index_date, true) then 1
                else 0
            end
        ) as housed_flag
    from members
    inner join {{ ref("int_housing_stays__dated") }} as stays on members.person_id = stays.person_id
    where
        stays.start_date < members.index_date
        and (stays.end_date is null or stays.end_date > members.lookback_date)
    group by members.family_id
),

services as (
    select members.family_id
    from members
    inner join {{ ref("int_health_services__dated") }} as services on members.person_id = services.person_id
    where
        services.service_kind in {{ words(parameter("q3_health_services")) }}
        and services.service_date < members.index_date
        and services.service_date >= members.lookback_date
    group by members.family_id
),

enrolments as (
    select members.family_id
    from members
    inner join {{ ref("stg_medicaid__eligibility__elg00021") }} as spells
        on
            members.person_id = spells.member_person_id
            and members.index_date > spells.start_date
            and (spells.end_date is null or members.index_date <= spells.end_date)
    group by members.family_id
),

reports as (
    select families.family_id
    from families
    inner join {{ ref("int_q3_reports__placed") }} as reports
        on
            families.family_id = reports.family_id
            and families.index_date > reports.received_date
            and families.lookback_date <= reports.received_date
    group by families.family_id
),

removals as (
    select members.family_id
    from members
    inner join {{ ref("int_removals__spelled") }} as stays on members.person_id = stays.child_person_id
    where stays.start_date < members.index_date and members.is_child
    group by members.family_id
)

select
    families.family_id,
    families.index_date,
    families.lookback_date,
    coalesce(stays.homeless_flag, 0) = 1 as was_homeless,
    coalesce(stays.housed_flag, 0) = 1 as was_housed,
    services.family_id is not null as has_earlier_health_service,
    enrolments.family_id is not null as was_enrolled,
    reports.family_id is not null as has_earlier_screened_out_report,
    removals.family_id is not null as has_earlier_removal
from families
left join stays on families.family_id = stays.family_id
left join services on families.family_id = services.family_id
left join enrolments on families.family_id = enrolments.family_id
left join reports on families.family_id = reports.family_id
left join removals on families.family_id = removals.family_id
