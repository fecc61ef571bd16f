-- One row per person.
with

people as (
    select * from {{ ref("int_person_attributes__resolved") }}
)

select
    person_id,
    sex,
    sex_stated_by,
    cast(sex_rival_count as integer) as sex_rival_count,
    race_ethnicity,
    race_ethnicity_stated_by,
    cast(race_ethnicity_rival_count as integer) as race_ethnicity_rival_count,
    birth_month,
    birth_month_stated_by,
    cast(birth_month_rival_count as integer) as birth_month_rival_count,
    cast(record_count as integer) as record_count
from people
