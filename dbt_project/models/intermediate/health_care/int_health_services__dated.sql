-- One row per person, day and kind of preventive or behavioural health service.
with

claims as (
    select
        member_person_id as person_id,
        start_date as service_date,
        procedure_code,
        diagnosis_code
    from {{ ref("stg_medicaid__claims") }}
    -- Hospitals and emergency departments treat; they do not prevent.
    where not is_institutional and coalesce(place_of_service_code, '') not in ('21', '23')
),

claimed as (
    select
        person_id,
        service_date,
        case
            when procedure_code between '99381' and '99387' or procedure_code between '99391' and '99397'
                then 'preventive_visit'
            when procedure_code in ('99461', 'G0438', 'G0439', 'S0302', 'S0610', 'S0612', 'S0613')
                then 'preventive_visit'
            when diagnosis_code >= 'F10' and diagnosis_code < 'F20' then 'substance_use'
            when diagnosis_code >= 'F20' and diagnosis_code < 'G' then 'mental_health'
        end as service_kind
    from claims
),

treated as (
    select
        person_id,
        service_date,
        'mental_health' as service_kind
    from {{ ref("stg_behavioral_health__services__services") }}
    where service_name <> 'crisis'
),

admitted as (
    select
        person_id,
        start_date as service_date,
        'substance_use' as service_kind
    from {{ ref("stg_behavioral_health__services__admissions") }}
),

services as (
    select * from claimed
    union all by name
    select * from treated
    union all by name
    select * from admitted
)

select
    person_id,
    service_date,
    service_kind,
    count(*) as record_count
from services
where person_id is not null and service_kind is not null
group by person_id, service_date, service_kind
