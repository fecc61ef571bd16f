-- One row per stay that ended in a permanent home, with the first return to homelessness.
with

stays as (
    select * from {{ ref("int_housing_stays__dated") }}
    where stay_kind <> 'other'
),

housing_exits as (
    select
        person_id,
        end_date
    from stays
    where stay_kind in ('transitional', 'permanent') and end_date is not null
    group by person_id, end_date
),

-- Moving from one house to another is no return: an entry to transitional or permanent housing counts only when it is
-- more than the gap after every earlier exit from one.
moves as (
    select stays.enrollment_key_coc
    from stays
    inner join housing_exits
        on
            stays.person_id = housing_exits.person_id
            and stays.start_date >= housing_exits.end_date
            and stays.start_date <= {{ days_later("housing_exits.end_date", parameter("q3_return_gap_days")) }}
    where stays.stay_kind <> 'homeless'
    group by stays.enrollment_key_coc
),

entries as (
    select
        stays.enrollment_key_coc,
        stays.person_id,
        stays.start_date,
        stays.stay_kind = 'homeless' as is_homeless
    from stays
    left join moves on stays.enrollment_key_coc = moves.enrollment_key_coc
    where moves.enrollment_key_coc is null
),

exits as (
    select
        enrollment_key_coc,
        person_id,
        program,
        end_date
    from stays
    where is_permanent_exit
)

select
    exits.enrollment_key_coc,
    exits.person_id,
    exits.program,
    exits.end_date as exit_date,
    min(entries.start_date) as return_date
from exits
left join entries
    on
        exits.person_id = entries.person_id
        and exits.enrollment_key_coc <> entries.enrollment_key_coc
        and exits.end_date < entries.start_date
        and (
            entries.is_homeless
            or {{ days_later("exits.end_date", parameter("q3_return_gap_days")) }} < entries.start_date
        )
group by exits.enrollment_key_coc, exits.person_id, exits.program, exits.end_date
