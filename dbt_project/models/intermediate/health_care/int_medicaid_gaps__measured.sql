-- One row per child and age at which well-child visits are due, with the gaps in the child's Medicaid.
with

windows as (
    select
        *,
        cast({{ dbt.dateadd("day", 1, "last_date") }} as date) as end_date
    from {{ ref("int_well_child_windows__listed") }}
),

enrolled as (
    select
        windows.person_id,
        windows.window_name,
        windows.first_enrolled_date,
        greatest(spells.start_date, windows.first_enrolled_date) as start_date,
        least(spells.end_date, windows.end_date) as end_date
    from windows
    inner join {{ ref("int_medicaid_enrolments__joined") }} as spells
        on
            windows.person_id = spells.person_id
            and windows.end_date > spells.start_date
            and windows.first_enrolled_date < spells.end_date
),

-- The end of the window closes the last gap.
edges as (
    select * from enrolled
    union all by name
    select
        person_id,
        window_name,
        first_enrolled_date,
        end_date as start_date,
        end_date
    from windows
),

gaps as (
    select
        person_id,
        window_name,
        {{ dbt.datediff(
            "coalesce(lag(end_date) over (partition by person_id, window_name order by start_date, end_date), first_enrolled_date)",
            "start_date",
            "day",
        ) }} as gap_days
    from edges
)

select
    person_id,
    window_name,
    cast(sum(case when gap_days > 0 then 1 else 0 end) as integer) as gap_count,
    max(gap_days) as longest_gap_days,
    sum(case when gap_days > 0 then 1 else 0 end) <= {{ parameter("q1_allowed_gap_count") }}
    and max(gap_days) <= {{ parameter("q1_allowed_gap_days") }} as is_continuously_enrolled
from gaps
group by person_id, window_name
