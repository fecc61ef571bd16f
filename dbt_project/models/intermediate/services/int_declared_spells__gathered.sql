-- One row per record, program and span of a spell of service that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
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
