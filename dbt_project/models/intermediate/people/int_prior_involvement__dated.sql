-- One row per person whom child welfare, the jail or the homelessness system ever saw, with the first day of each.
with

reports as (
    select
        children.child_person_id as person_id,
        reports.received_date as involved_date
    from {{ ref("stg_child_welfare__reports__child") }} as children
    inner join {{ ref("stg_child_welfare__reports__report") }} as reports
        on children.report_key_child_welfare = reports.report_key_child_welfare
),

removals as (
    select
        child_person_id as person_id,
        start_date as involved_date
    from {{ ref("stg_child_welfare__placements__removal") }}
),

bookings as (
    select
        person_id,
        start_date as involved_date
    from {{ ref("stg_corrections__bookings__booking") }}
),

stays as (
    select
        person_id,
        start_date as involved_date
    from {{ ref("stg_coc__hmis__enrollment") }}
),

gathered as (
    {% for rows, system in [
        ("reports", "child_welfare"), ("removals", "child_welfare"), ("bookings", "jail"), ("stays", "homeless"),
    ] %}
    select
        *,
        '{{ system }}' as system_name
    from {{ rows }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    person_id,
    min(involved_date) as first_involved_date,
    min(case when system_name = 'child_welfare' then involved_date end) as first_child_welfare_date,
    min(case when system_name = 'jail' then involved_date end) as first_jail_date,
    min(case when system_name = 'homeless' then involved_date end) as first_homeless_date
from gathered
where person_id is not null and involved_date is not null
group by person_id
