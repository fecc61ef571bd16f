-- One row per certificate of birth and parent named on it.
with

births as (
    select * from {{ ref("stg_health__births") }}
    where not is_void
),

mothers as (
    select
        certificate_key_health,
        child_person_id,
        mother_person_id as parent_person_id,
        'mother' as parent_role,
        child_birth_month,
        mother_birth_month as parent_birth_month,
        registration_date
    from births
),

fathers as (
    select
        certificate_key_health,
        child_person_id,
        father_person_id as parent_person_id,
        'father' as parent_role,
        child_birth_month,
        father_birth_month as parent_birth_month,
        registration_date
    from births
),

ties as (
    select * from mothers
    union all by name
    select * from fathers
)

select
    certificate_key_health,
    child_person_id,
    parent_person_id,
    parent_role,
    'birth' as tie_kind,
    'health__births' as feed,
    child_birth_month as start_month,
    registration_date as recorded_date,
    {{ months_between("parent_birth_month", "child_birth_month") }} as parent_age_months,
    true as is_explicit
from ties
where child_person_id is not null and parent_person_id is not null
