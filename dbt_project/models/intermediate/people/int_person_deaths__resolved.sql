-- One row per person with a certificate of death.
with

certificates as (
    select
        decedent_person_id as person_id,
        death_date,
        registration_date
    from {{ ref("stg_health__deaths") }}
    where decedent_person_id is not null and death_date is not null and not coalesce(is_void, false)
),

ranked as (
    select
        person_id,
        death_date,
        row_number() over (partition by person_id order by registration_date desc nulls last, death_date desc) as place,
        count(*) over (partition by person_id) as certificate_count
    from certificates
)

select
    person_id,
    death_date,
    cast({{ dbt.date_trunc("month", "death_date") }} as date) as death_month,
    certificate_count
from ranked
where place = 1
