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
    'early_learning' as agency,
    'early_learning__head_start' as feed,
    'head_start' as program,
    90 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_early_learning__head_start") }}
where person_record_id is not null
group by person_record_id, person_id, start_date, end_date
union all
select
    child_record_id as record_id,
    child_person_id as person_id,
    'early_learning' as agency,
    'early_learning__prek' as feed,
    'pre_k' as program,
    60 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {{ ref("stg_early_learning__prek") }}
where child_record_id is not null
group by child_record_id, child_person_id, start_date, end_date
union all
select
    record_id as record_id,
    person_id as person_id,
    'families' as agency,
    'families__child_care_subsidy' as feed,
    'child_care_subsidy' as program,
    60 as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from (
    select
        parent_record_id as record_id,
        parent_person_id as person_id,
        start_date,
        end_date
    from {{ ref("stg_families__child_care_subsidy") }}
    union all
    select
        child_1_record_id as record_id,
        child_1_person_id as person_id,
        start_date,
        end_date
    from {{ ref("stg_families__child_care_subsidy") }}
    union all
    select
        child_2_record_id as record_id,
        child_2_person_id as person_id,
        start_date,
        end_date
    from {{ ref("stg_families__child_care_subsidy") }}
    union all
    select
        child_3_record_id as record_id,
        child_3_person_id as person_id,
        start_date,
        end_date
    from {{ ref("stg_families__child_care_subsidy") }}
    union all
    select
        child_4_record_id as record_id,
        child_4_person_id as person_id,
        start_date,
        end_date
    from {{ ref("stg_families__child_care_subsidy") }}
) as served
where record_id is not null
group by record_id, person_id, start_date, end_date
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
