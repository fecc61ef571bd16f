-- One row per record on a certificate of birth, in the month of the birth.
with

births as (
    select * from {{ ref("stg_health__births") }}
    where not is_void
),

named as (
    {% for role in ["child", "mother", "father"] %}
    select
        {{ role }}_record_id as record_id,
        {{ role }}_person_id as person_id,
        child_birth_month as service_month
    from births
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    record_id,
    person_id,
    service_month,
    'birth_registration' as program,
    count(*) as service_count
from named
where person_id is not null and service_month is not null
group by record_id, person_id, service_month
