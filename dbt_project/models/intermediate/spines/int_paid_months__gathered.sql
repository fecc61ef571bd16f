-- One row per person, month, feed and program in which a feed says what was paid for the person.
with

snap as (
    select
        person_id,
        service_month,
        'human_services' as agency,
        'human_services__snap' as feed,
        'snap' as program,
        paid_usd,
        0 as service_count
    from {{ ref("int_snap_shares__divided") }}
),

tanf as (
    select
        person_id,
        service_month,
        'human_services' as agency,
        'human_services__tanf' as feed,
        'tanf' as program,
        paid_usd,
        0 as service_count
    from {{ ref("int_cash_shares__divided") }}
),

children as (
    {% for number in range(1, 5) %}
    select
        child_{{ number }}_person_id as person_id,
        receipt_month as service_month,
        child_{{ number }}_paid_usd as paid_usd
    from {{ ref("stg_family_services__child_care_subsidy") }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

subsidies as (
    select
        person_id,
        service_month,
        'family_services' as agency,
        'family_services__child_care_subsidy' as feed,
        'child_care_subsidy' as program,
        cast(sum(paid_usd) as decimal(14, 2)) as paid_usd,
        0 as service_count
    from children
    where person_id is not null and paid_usd is not null
    group by person_id, service_month
),

claims as (
    select
        member_person_id as person_id,
        cast({{ dbt.date_trunc("month", "start_date") }} as date) as service_month,
        'medicaid' as agency,
        'medicaid__claims' as feed,
        'medicaid_care' as program,
        cast(sum(paid_usd) as decimal(14, 2)) as paid_usd,
        count(*) as service_count
    from {{ ref("stg_medicaid__claims") }}
    where member_person_id is not null and start_date is not null
    group by member_person_id, {{ dbt.date_trunc("month", "start_date") }}
)

select * from snap
union all by name
select * from tanf
union all by name
select * from subsidies
union all by name
select * from claims
