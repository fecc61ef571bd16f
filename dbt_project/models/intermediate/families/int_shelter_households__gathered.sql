-- One row per household of the homelessness system, member, relationship and stay.
with

enrollments as (
    select * from {{ ref("stg_coc__hmis__enrollment") }}
),

exits as (
    select
        enrollment_key_coc,
        min(end_date) as end_date
    from {{ ref("stg_coc__hmis__exit") }}
    group by enrollment_key_coc
)

select
    'coc__hmis' as feed,
    'shelter' as unit_kind,
    enrollments.household_key_coc as unit_key,
    enrollments.person_id,
    enrollments.relationship_name,
    enrollments.start_date,
    exits.end_date,
    count(*) as row_count
from enrollments
left join exits on enrollments.enrollment_key_coc = exits.enrollment_key_coc
where
    enrollments.person_id is not null
    and enrollments.household_key_coc is not null
    and enrollments.start_date is not null
group by
    enrollments.household_key_coc,
    enrollments.person_id,
    enrollments.relationship_name,
    enrollments.start_date,
    exits.end_date
