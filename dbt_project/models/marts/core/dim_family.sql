-- One row per family definition and family.
with

members as (
    select * from {{ ref("int_family_members__spelled") }}
)

select
    family_definition,
    family_id,
    anchor_person_id,
    cast(count(distinct case when member_role = 'child' then person_id end) as integer) as child_count,
    cast(count(distinct case when member_role = 'parent' then person_id end) as integer) as parent_count,
    cast(count(distinct case when member_role = 'other_adult' then person_id end) as integer) as other_adult_count,
    min(start_month) as start_month,
    case when count(*) = count(end_month) then max(end_month) end as end_month,
    family_definition = '{{ family_definition() }}' as is_chosen_definition
from members
group by family_definition, family_id, anchor_person_id
