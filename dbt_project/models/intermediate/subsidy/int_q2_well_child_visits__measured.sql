-- One row per child of the cohort and index month under 12: the visits due in the first window that begins after it.
with

units as (
    select * from {{ ref("int_q2_units__described") }}
    where generation = 'child' and age_months < 144
),

windows as (
    select
        units.unit_key,
        visits.has_visits_due,
        visits.null_reason,
        row_number() over (partition by units.unit_key order by visits.first_visit_date, visits.window_name) as place
    from units
    inner join {{ ref("int_well_child_visits__counted") }} as visits
        on
            units.person_id = visits.person_id
            and units.index_month <= visits.first_visit_date
)

select
    units.unit_key,
    'has_well_child_visits_due_after' as measure_name,
    windows.has_visits_due as is_met,
    -- A child without a window never had Medicaid: its visits are seen by nobody.
    case when windows.unit_key is null then 'not_observed' else windows.null_reason end as null_reason
from units
left join windows on units.unit_key = windows.unit_key and windows.place = 1
