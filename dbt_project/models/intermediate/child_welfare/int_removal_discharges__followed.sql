-- One row per child and discharge home from out-of-home care, with the next removal.
with

-- Short stays are left out on both sides: neither left nor entered again.
stays as (
    select
        child_person_id,
        stay_number,
        start_date,
        end_date,
        exit_reason_name,
        lead(start_date) over (partition by child_person_id order by stay_number) as next_start_date
    from {{ ref("int_removals__spelled") }}
    where not is_short
)

select
    child_person_id,
    stay_number,
    start_date,
    end_date as discharge_date,
    exit_reason_name,
    next_start_date as re_entry_date
from stays
where end_date is not null and exit_reason_name in ('reunified', 'living_with_relatives', 'guardianship')
