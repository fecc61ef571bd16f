-- One row per family, person and spell of membership, by the family definition in use.
with

members as (
    select * from {{ ref("int_family_members__spelled") }}
    where family_definition = '{{ family_definition() }}'
)

select
    family_id,
    person_id,
    member_role,
    -- An undated membership has been so since the calendar begins.
    coalesce(start_month, cast('{{ var("first_month") }}' as date)) as start_month,
    end_month
from members
