-- One row per person, attribute, value and kind of record that states it.
with

births as (
    select * from {{ ref("stg_health__births") }}
    where not is_void
),

children as (
    select
        child_person_id as person_id,
        'birth_certificate_of_self' as stated_by,
        child_sex as sex,
        child_birth_month as birth_month,
        registration_date as stated_date
    from births
),

mothers as (
    select
        mother_person_id as person_id,
        'birth_certificate_of_child' as stated_by,
        'female' as sex,
        mother_race_ethnicity as race_ethnicity,
        mother_birth_month as birth_month,
        registration_date as stated_date
    from births
),

fathers as (
    select
        father_person_id as person_id,
        'birth_certificate_of_child' as stated_by,
        'male' as sex,
        father_birth_month as birth_month,
        registration_date as stated_date
    from births
),

students as (
    select
        person_id,
        'school' as stated_by,
        sex,
        race_ethnicity,
        birth_month,
        start_date as stated_date
    from {{ ref("stg_education__attendance") }}
),

clients as (
    select
        person_id,
        'homeless_services' as stated_by,
        sex,
        race_ethnicity,
        birth_month
    from {{ ref("stg_coc__hmis__client") }}
),

stated as (
    select * from mothers
    union all by name
    select * from fathers
    union all by name
    select * from children
    union all by name
    select * from students
    union all by name
    select * from clients
),

attributes as (
    {% for attribute in ["sex", "race_ethnicity", "birth_month"] %}
    select
        person_id,
        '{{ attribute }}' as attribute,
        cast({{ attribute }} as {{ dbt.type_string() }}) as stated_value,
        stated_by,
        stated_date
    from stated
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    person_id,
    attribute,
    stated_value,
    stated_by,
    count(*) as record_count,
    max(stated_date) as last_stated_date
from attributes
where person_id is not null and stated_value is not null
group by person_id, attribute, stated_value, stated_by
