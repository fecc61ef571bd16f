-- One row per person and month of a food assistance household, with the person's equal share of its benefit.
with

issuances as (
    select
        case_key_human_services,
        benefit_month,
        benefit_usd,
        {{ last_day_of_month("benefit_month") }} as last_day_date
    from {{ ref("stg_human_services__snap__issuance") }}
),

members as (
    select * from {{ ref("stg_human_services__snap__member") }}
    where is_eligible_member and person_record_id is not null
),

-- Somebody who left a household and came back in one month is one member of it.
present as (
    select
        issuances.case_key_human_services,
        issuances.benefit_month,
        members.person_record_id,
        members.person_id,
        max(issuances.benefit_usd) as benefit_usd
    from issuances
    inner join members
        on
            issuances.case_key_human_services = members.case_key_human_services
            and issuances.last_day_date >= members.start_date
            and (members.end_date is null or issuances.benefit_month < members.end_date)
    group by
        issuances.case_key_human_services, issuances.benefit_month, members.person_record_id, members.person_id
),

divided as (
    select
        person_id,
        benefit_month,
        benefit_usd * 1.0 / count(*) over (partition by case_key_human_services, benefit_month) as share_usd
    from present
)

select
    person_id,
    benefit_month as service_month,
    cast(sum(share_usd) as decimal(14, 2)) as paid_usd
from divided
where person_id is not null
group by person_id, benefit_month
