-- One row per household of the homelessness system, member, relationship and stay.
with

enrollments as (
    select * from {{ ref("stg_coc__hmis__enrollment") }}
    where household_key_coc is not null and start_date is not null
),

stays as (
    select
        enrollments.household_key_coc,
        enrollments.person_id,
        enrollments.relationship_name,
        stays.start_date,
        case when stays.is_end_impossible then stays.start_date else stays.end_date end as end_date,
        -- The day of moving in is asked of the head and is the household's.
        case
            when stays.stay_kind = 'permanent'
                then
                    min(stays.move_in_date)
                        over (partition by enrollments.household_key_coc, enrollments.project_key_coc)
        end as move_in_date
    from enrollments
    inner join {{ ref("int_housing_stays__dated") }} as stays
        on enrollments.enrollment_key_coc = stays.enrollment_key_coc
),

moved as (
    select
        *,
        case
            when end_date <= move_in_date then null
            when start_date > move_in_date then start_date
            else move_in_date
        end as housed_date
    from stays
),

-- Permanent housing and rapid rehousing are a home from the day of moving in. Before it, and everywhere else, people
-- are on a roster.
spans as (
    select
        'shelter' as unit_kind,
        household_key_coc as unit_key,
        person_id,
        relationship_name,
        start_date,
        coalesce(housed_date, end_date) as end_date
    from moved
    where housed_date is null or start_date < housed_date
    union all
    select
        'housing' as unit_kind,
        household_key_coc || '|home' as unit_key,
        person_id,
        relationship_name,
        housed_date as start_date,
        end_date
    from moved
    where housed_date is not null
)

select
    'coc__hmis' as feed,
    unit_kind,
    unit_key,
    person_id,
    relationship_name,
    start_date,
    end_date,
    count(*) as row_count
from spans
group by unit_kind, unit_key, person_id, relationship_name, start_date, end_date
