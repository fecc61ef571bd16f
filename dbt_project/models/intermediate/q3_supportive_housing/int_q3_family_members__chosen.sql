-- One row per family, person, role and spell of membership, by the family definition in use.
with

members as (
    select * from {{ ref("int_family_members__spelled") }}
    where family_definition = '{{ family_definition() }}'
)

select
    family_id,
    person_id,
    member_role,
    start_month,
    end_month
from members
