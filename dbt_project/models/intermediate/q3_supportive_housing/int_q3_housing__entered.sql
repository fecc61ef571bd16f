-- One row per family: the first entry to housing after the index date, and whether the window is covered.
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

members as (
    select * from {{ ref("int_q3_members__listed") }}
    where is_at_home
),

stays as (
    select
        person_id,
        {{ "move_in_date" if parameter("q3_housing_counts_from") == "move_in" else "start_date" }} as housed_date
    from {{ ref("int_housing_stays__dated") }}
    where program in {{ words(parameter("q3_housing_programs")) }}
),

entered as (
    select
        members.family_id,
        min(stays.housed_date) as housed_date
    from members
    inner join stays on members.person_id = stays.person_id
    where
        stays.housed_date > members.index_date
        and stays.housed_date <= {{ days_later("members.index_date", parameter("q3_exposure_days")) }}
    group by members.family_id
),

judged as (
    select
        families.family_id,
        entered.housed_date,
        {{ window_null_reason(
            "coverage",
            days_later("families.index_date", 1),
            days_later("families.index_date", parameter("q3_exposure_days")),
        ) }} as is_housed_null_reason
    from families
    left join entered on families.family_id = entered.family_id
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'coc__hmis'
)

select
    family_id,
    case when is_housed_null_reason is null then housed_date end as housed_date,
    case when is_housed_null_reason is null then housed_date is not null end as is_housed,
    is_housed_null_reason
from judged
