-- One row per home child welfare tells of, member, relationship and span.
with

caregivers as (
    select * from {{ ref("stg_child_welfare__reports__caregiver") }}
    where has_same_home
),

reports as (
    select * from {{ ref("stg_child_welfare__reports__report") }}
),

placements as (
    select * from {{ ref("stg_child_welfare__placements__placement") }}
),

-- A report tells who shared the child's home on the day it came in: a home for the month.
reported as (
    {% for role in ["child", "caregiver"] %}
    select
        'child_welfare__reports' as feed,
        'report' as unit_kind,
        caregivers.report_key_child_welfare || '|' || caregivers.child_client_key_child_welfare as unit_key,
        caregivers.{{ role }}_person_id as person_id,
        '{{ role }}' as relationship_name,
        {{ month_of("reports.received_date") }} as start_date,
        {{ months_after(1, month_of("reports.received_date")) }} as end_date
    from caregivers
    inner join reports on caregivers.report_key_child_welfare = reports.report_key_child_welfare
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

-- A child in care lives where it is placed, with the foster parent of a foster home or with nobody we know.
placed as (
    {% for role in ["child", "caregiver"] %}
    select
        'child_welfare__placements' as feed,
        'placement' as unit_kind,
        coalesce(provider_key_child_welfare, client_key_child_welfare) as unit_key,
        {{ role }}_person_id as person_id,
        '{{ "foster_child" if role == "child" else "foster_parent" }}' as relationship_name,
        start_date,
        end_date
    from placements
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

members as (
    select * from reported
    union all by name
    select * from placed
)

select
    feed,
    unit_kind,
    unit_key,
    person_id,
    relationship_name,
    start_date,
    end_date,
    count(*) as row_count
from members
where person_id is not null and start_date is not null
group by feed, unit_kind, unit_key, person_id, relationship_name, start_date, end_date
