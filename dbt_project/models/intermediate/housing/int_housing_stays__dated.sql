-- One row per stay of a client in a project, with what SPM 2 asks of it.
with

enrollments as (
    select * from {{ ref("stg_coc__hmis__enrollment") }}
    where person_id is not null
),

exits as (
    select
        enrollment_key_coc,
        end_date,
        destination_code,
        row_number() over (partition by enrollment_key_coc order by end_date, exit_key_coc) as exit_rank
    from {{ ref("stg_coc__hmis__exit") }}
),

projects as (
    select * from {{ ref("stg_coc__hmis__project") }}
)

select
    enrollments.enrollment_key_coc,
    enrollments.person_id,
    coalesce(projects.program, 'other_homeless_services') as program,
    projects.project_type_code,
    -- HUD's project types: shelter, outreach and safe haven; transitional housing; permanent housing of any kind.
    case
        when projects.project_type_code in ('0', '1', '4', '8') then 'homeless'
        when projects.project_type_code = '2' then 'transitional'
        when projects.project_type_code in ('3', '9', '10', '13') then 'permanent'
        else 'other'
    end as stay_kind,
    enrollments.start_date,
    case when exits.end_date >= enrollments.start_date then exits.end_date end as end_date,
    coalesce(exits.end_date < enrollments.start_date, false) as is_end_impossible,
    case when enrollments.move_in_date >= enrollments.start_date then enrollments.move_in_date end as move_in_date,
    coalesce(exits.end_date >= enrollments.start_date, false)
    and exits.destination_code in ('410', '411', '421', '422', '423', '426', '435') as is_permanent_exit
from enrollments
left join exits
    on
        enrollments.enrollment_key_coc = exits.enrollment_key_coc
        and exits.exit_rank = 1
left join projects on enrollments.project_key_coc = projects.project_key_coc
