-- One row per record, program and span of a spell of service that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
select
    child_record_id as record_id,
    child_person_id as person_id,
    'child_welfare' as agency,
    'child_welfare__placements' as feed,
    'foster_care' as program,
    60 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_child_welfare__placements__removal") }}
where child_record_id is not null
group by child_record_id, child_person_id, start_date, end_date
union all
select
    person_record_id as record_id,
    person_id as person_id,
    'corrections' as agency,
    'corrections__bookings' as feed,
    'jail' as program,
    30 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_corrections__bookings__booking") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
