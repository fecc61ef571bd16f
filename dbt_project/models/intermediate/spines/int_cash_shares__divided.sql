-- One row per person and month aided by cash assistance, with the person's equal share of the family's cash.
with

families as (
    select
        case_key_human_services,
        benefit_month,
        max(cash_usd) as cash_usd
    from {{ ref("stg_human_services__tanf__family") }}
    group by case_key_human_services, benefit_month
),

adults as (
    select
        case_key_human_services,
        benefit_month,
        person_record_id as record_id,
        person_id
    from {{ ref("stg_human_services__tanf__adult") }}
    where is_aided
),

children as (
    select
        case_key_human_services,
        benefit_month,
        child_record_id as record_id,
        child_person_id as person_id
    from {{ ref("stg_human_services__tanf__child") }}
    where is_aided
),

aided as (
    select * from adults
    union distinct
    select * from children
),

divided as (
    select
        aided.person_id,
        aided.benefit_month,
        families.cash_usd * 1.0
        / count(*) over (partition by aided.case_key_human_services, aided.benefit_month) as share_usd
    from aided
    inner join families
        on
            aided.case_key_human_services = families.case_key_human_services
            and aided.benefit_month = families.benefit_month
)

select
    person_id,
    benefit_month as service_month,
    cast(sum(share_usd) as decimal(14, 2)) as paid_usd
from divided
where person_id is not null
group by person_id, benefit_month
