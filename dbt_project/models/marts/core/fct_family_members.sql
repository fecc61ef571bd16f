-- One row per family definition, family, person, role and spell of months.
with

members as (
    select * from {{ ref("int_family_members__spelled") }}
)

select
    family_definition,
    family_id,
    person_id,
    member_role,
    start_month,
    end_month,
    family_definition = '{{ family_definition() }}' as is_chosen_definition
from members
