-- One row per record, program and span of a spell of service that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
select
    person_record_id as record_id,
    person_id as person_id,
    'behavioral_health' as agency,
    'behavioral_health__services' as feed,
    'substance_use_treatment' as program,
    120 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_behavioral_health__services__admissions") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
union all
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
union all
select
    person_record_id as record_id,
    person_id as person_id,
    'human_services' as agency,
    'human_services__snap' as feed,
    'snap' as program,
    30 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_human_services__snap__member") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
union all
select
    person_record_id as record_id,
    person_id as person_id,
    'human_services' as agency,
    'human_services__tanf' as feed,
    'tanf' as program,
    45 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_human_services__tanf__adult") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
union all
select
    child_record_id as record_id,
    child_person_id as person_id,
    'human_services' as agency,
    'human_services__tanf' as feed,
    'tanf' as program,
    45 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_human_services__tanf__child") }}
where child_record_id is not null
group by child_record_id, child_person_id, start_date, end_date
union all
select
    person_record_id as record_id,
    person_id as person_id,
    'labor' as agency,
    'labor__wioa' as feed,
    'wioa' as program,
    90 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_labor__wioa") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
union all
select
    member_record_id as record_id,
    member_person_id as person_id,
    'medicaid' as agency,
    'medicaid__eligibility' as feed,
    'medicaid' as program,
    90 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_medicaid__eligibility__elg00021") }}
where member_record_id is not null
group by member_record_id, member_person_id, start_date, end_date
