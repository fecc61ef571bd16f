-- One row per child, age at which visits are due and visit that counts: far enough after the one counted before it.
with recursive

placed as (
    select
        windows.person_id,
        windows.window_name,
        visits.visit_date
    from {{ ref("int_well_child_windows__listed") }} as windows
    inner join {{ ref("int_well_child_visits__dated") }} as visits
        on
            windows.person_id = visits.person_id
            and visits.visit_date between windows.first_visit_date and windows.last_date
),

followed as (
    select
        earlier.person_id,
        earlier.window_name,
        earlier.visit_date,
        min(later.visit_date) as next_date
    from placed as earlier
    inner join placed as later
        on
            earlier.person_id = later.person_id
            and earlier.window_name = later.window_name
            and later.visit_date
            >= cast({{ dbt.dateadd("day", parameter("q1_visit_days_apart"), "earlier.visit_date") }} as date)
    group by earlier.person_id, earlier.window_name, earlier.visit_date
),

counted as (
    select
        person_id,
        window_name,
        min(visit_date) as visit_date
    from placed
    group by person_id, window_name
    union all
    select
        counted.person_id,
        counted.window_name,
        followed.next_date as visit_date
    from counted
    inner join followed
        on
            counted.person_id = followed.person_id
            and counted.window_name = followed.window_name
            and counted.visit_date = followed.visit_date
)

select
    person_id,
    window_name,
    visit_date
from counted
