-- One row per stay of a client in a project, as a spell: start included, end excluded.
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
),

projects as (
    select * from {{ ref("stg_coc__hmis__project") }}
),

covered as (
    select max(last_covered_date) as last_covered_date from {{ ref("stg_coc__hmis__export") }}
)

select
    enrollments.enrollment_key_coc,
    enrollments.person_record_id as record_id,
    enrollments.person_id,
    coalesce(projects.program, 'other_homeless_services') as program,
    enrollments.start_date,
    exits.end_date,
    -- The last day known to belong to the spell: the night before the exit (a stay that ends on the day it began has
    -- that day), and for an open stay the last day the snapshot speaks for.
    case
        when exits.end_date > enrollments.start_date
            then cast({{ dbt.dateadd("day", -1, "exits.end_date") }} as date)
        when exits.end_date is not null then enrollments.start_date
        when covered.last_covered_date > enrollments.start_date then covered.last_covered_date
        else enrollments.start_date
    end as last_known_date
from enrollments
left join exits on enrollments.enrollment_key_coc = exits.enrollment_key_coc
left join projects on enrollments.project_key_coc = projects.project_key_coc
cross join covered
