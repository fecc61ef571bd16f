-- One row per family definition and id that a family may have had when less was known of it.
with

anchors as (
    select * from {{ ref("int_former_anchors__gathered") }}
),

-- One former family is several now when its children turn out to have different mothers.
led as (
    select
        family_definition,
        former_anchor_person_id,
        case when count(distinct anchor_person_id) = 1 then min(anchor_person_id) end as anchor_person_id,
        case when count(distinct anchor_person_id) > 1 then 'several_families' else min(named_for) end
            as redirect_reason
    from anchors
    group by family_definition, former_anchor_person_id
)

select
    family_definition,
    {{ dbt.hash("former_anchor_person_id") }} as former_family_id,
    former_anchor_person_id,
    case when anchor_person_id is not null then {{ dbt.hash("anchor_person_id") }} end as family_id,
    redirect_reason
from led
