-- One row per child with Medicaid and age at which well-child visits are due.
with

visits as (
    select
        person_id,
        window_name,
        count(*) as visit_count
    from {{ ref("int_well_child_visits__spaced") }}
    group by person_id, window_name
),

judged as (
    select
        windows.person_id,
        windows.window_name,
        windows.visits_due_count,
        windows.first_visit_date,
        windows.last_date,
        gaps.gap_count,
        gaps.longest_gap_days,
        gaps.is_continuously_enrolled,
        coalesce(visits.visit_count, 0) as visit_count,
        coalesce(
            case
                when
                    enrolment.first_covered_date is null or windows.first_enrolled_date < enrolment.first_covered_date
                    then 'not_observed'
            end,
            {{ window_null_reason("claims", "windows.first_visit_date", "windows.last_date") }},
            {{ window_null_reason("enrolment", "windows.first_enrolled_date", "windows.last_date") }},
            case when not gaps.is_continuously_enrolled then 'not_observed' end
        ) as null_reason
    from {{ ref("int_well_child_windows__listed") }} as windows
    inner join {{ ref("int_medicaid_gaps__measured") }} as gaps
        on windows.person_id = gaps.person_id and windows.window_name = gaps.window_name
    left join visits
        on windows.person_id = visits.person_id and windows.window_name = visits.window_name
    left join {{ ref("int_source_coverage__measured") }} as claims on claims.feed = 'medicaid__claims'
    left join {{ ref("int_source_coverage__measured") }} as enrolment on enrolment.feed = 'medicaid__eligibility'
)

select
    person_id,
    window_name,
    visits_due_count,
    first_visit_date,
    last_date,
    cast(visit_count as integer) as visit_count,
    gap_count,
    longest_gap_days,
    is_continuously_enrolled,
    case when null_reason is null then visit_count >= visits_due_count end as has_visits_due,
    null_reason
from judged
