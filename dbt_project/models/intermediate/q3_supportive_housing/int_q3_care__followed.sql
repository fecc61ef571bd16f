-- One row per family: removals of its children after the index date, days in care, discharges home and returns to care.
with

families as (
    select * from {{ ref("int_q3_families__indexed") }}
),

children as (
    select
        members.family_id,
        members.person_id,
        families.counted_after_date,
        {{ days_later("families.counted_after_date", 1) }} as window_start_date,
        {{ months_after(parameter("q3_care_months"), "families.index_date") }} as window_end_date,
        {{ months_after(12, "families.index_date") }} as year_end_date
    from {{ ref("int_q3_members__listed") }} as members
    inner join families on members.family_id = families.family_id
    where members.is_child
),

stays as (
    select
        children.family_id,
        min(case when stays.start_date > children.counted_after_date then stays.start_date end) as removal_date,
        sum(
            case
                when stays.is_end_impossible then 0
                else {{ days_inside(
                    "stays.start_date", "stays.end_date", "children.window_start_date", "children.window_end_date"
                ) }}
            end
        ) as out_of_home_days,
        max(case when stays.is_end_impossible and stays.start_date < children.window_end_date then 1 else 0 end) = 1
            as is_length_unknown,
        max(
            case
                when
                    stays.start_date > children.counted_after_date
                    and stays.start_date <= children.year_end_date
                    and stays.end_date is null
                    and not stays.is_end_impossible
                    then 1
                else 0
            end
        ) = 1 as is_still_in_care
    from children
    inner join {{ ref("int_removals__spelled") }} as stays on children.person_id = stays.child_person_id
    group by children.family_id
),

discharges as (
    select
        children.family_id,
        max(discharges.discharge_date) as last_discharge_date,
        max(
            case when discharges.re_entry_date <= {{ months_after(12, "discharges.discharge_date") }} then 1 else 0 end
        ) = 1 as has_re_entry
    from children
    inner join {{ ref("int_removal_discharges__followed") }} as discharges
        on children.person_id = discharges.child_person_id
    where
        discharges.start_date > children.counted_after_date
        and discharges.start_date <= children.year_end_date
    group by children.family_id
)

select
    families.family_id,
    stays.removal_date,
    coalesce(stays.out_of_home_days, 0) as out_of_home_days,
    coalesce(stays.is_length_unknown, false) as is_length_unknown,
    discharges.last_discharge_date,
    discharges.has_re_entry,
    coalesce(stays.is_still_in_care, false) as is_still_in_care
from families
left join stays on families.family_id = stays.family_id
left join discharges on families.family_id = discharges.family_id
