-- One row per child under 13, family and month in which the child had SNAP, TANF or Medicaid and the feed of subsidies
-- reaches back far enough, and can be trusted to the month's last day, to tell whether the family was served.
with

members as (
    select * from {{ ref("int_q2_family_members__chosen") }}
    where member_role = 'child'
),

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
    where birth_month is not null
),

assisted as (
    select
        person_id,
        service_month
    from {{ ref("int_declared_months__spread") }}
    where program in ('medicaid', 'snap', 'tanf')
    group by person_id, service_month
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'family_services__child_care_subsidy'
)

select
    members.family_id,
    members.person_id,
    people.birth_month,
    assisted.service_month as index_month
from members
inner join people on members.person_id = people.person_id
inner join assisted
    on
        members.person_id = assisted.person_id
        and members.start_month <= assisted.service_month
        and (members.end_month is null or members.end_month > assisted.service_month)
inner join coverage
    on
        assisted.service_month
        >= {{ dbt.dateadd("month", parameter("q2_new_months"), "coverage.first_covered_date") }}
        and {{ last_day_of_month("assisted.service_month") }} <= coverage.reportable_through_date
where {{ months_between("people.birth_month", "assisted.service_month") }} between 0 and 155
