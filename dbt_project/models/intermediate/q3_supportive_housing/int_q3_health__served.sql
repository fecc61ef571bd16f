-- One row per family: whether a member had a health service after the index date, and whether that could be seen.
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

members as (
    select * from {{ ref("int_q3_members__listed") }}
    where is_at_home
),

served as (
    select
        members.family_id,
        min(services.service_date) as served_date
    from members
    inner join {{ ref("int_health_services__dated") }} as services on members.person_id = services.person_id
    where
        services.service_kind in {{ words(parameter("q3_health_services")) }}
        and services.service_date > members.index_date
        and services.service_date <= {{ days_later("members.index_date", parameter("q3_exposure_days")) }}
    group by members.family_id
),

enrolled_people as (
    select
        members.family_id,
        members.person_id,
        sum({{ days_inside(
            "spells.start_date", "spells.end_date",
            days_later("members.index_date", 1),
            days_later("members.index_date", parameter("q3_exposure_days") + 1),
        ) }}) as enrolled_days
    from members
    inner join {{ ref("stg_medicaid__eligibility__elg00021") }} as spells on members.person_id = spells.member_person_id
    group by members.family_id, members.person_id
),

enrolled as (
    select
        family_id,
        max(enrolled_days) as enrolled_days
    from enrolled_people
    group by family_id
),

reasons as (
    {% for feed in q3_health_feeds() %}
    select
        families.family_id,
        {{ window_null_reason(
            "coverage",
            days_later("families.index_date", 1),
            days_later("families.index_date", parameter("q3_exposure_days")),
        ) }} as null_reason
    from families
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = '{{ feed }}'
    {{ "union all" if not loop.last }}
    {% endfor %}
),

judged as (
    select
        families.family_id,
        served.served_date,
        coalesce(enrolled.enrolled_days, 0) as enrolled_days,
        -- Alphabetical order is the order of reasons.
        min(reasons.null_reason) as feed_null_reason
    from families
    inner join reasons on families.family_id = reasons.family_id
    left join served on families.family_id = served.family_id
    left join enrolled on families.family_id = enrolled.family_id
    group by families.family_id, served.served_date, enrolled.enrolled_days
)

select
    family_id,
    case when feed_null_reason is null then served_date end as served_date,
    enrolled_days,
    coalesce(
        feed_null_reason,
        case
            when served_date is null and enrolled_days < {{ parameter("q3_enrolled_days_at_least") }}
                then 'not_observed'
        end
    ) as has_health_service_null_reason
from judged
