-- One row per child, parent and kind of link, with every feed that says so.
with

ties as (
    select
        *,
        case when link_type = 'birth_parent' then 'parent' else link_type end as link_class
    from {{ ref("int_parent_child_ties__gathered") }}
),

feeds as (
    select
        child_person_id,
        parent_person_id,
        link_class,
        feed,
        max(case when link_type = 'birth_parent' then 1 else 0 end) as is_birth,
        max(case when link_type = 'birth_parent' then stated_role end) as birth_role,
        max(stated_role) as stated_role,
        min(tie_kind) as tie_kind,
        min(implied_by) as implied_by,
        min(case when is_explicit then 0 else 1 end) as is_implied,
        max(case when is_about_a_child then 1 else 0 end) as is_about_a_child,
        min(start_month) as start_month,
        min(case when is_about_a_child then start_month end) as child_start_month,
        case when count(*) = count(end_month) then max(end_month) end as end_month,
        max(last_recorded_date) as last_recorded_date,
        sum(record_count) as record_count
    from ties
    group by child_person_id, parent_person_id, link_class, feed
)

select
    child_person_id,
    parent_person_id,
    link_class,
    case when max(is_birth) = 1 then 'birth_parent' else link_class end as link_type,
    coalesce(max(birth_role), max(stated_role)) as stated_role,
    {{ dbt.listagg("feed", "', '", "order by feed") }} as feeds,
    count(*) as feed_count,
    {{ dbt.listagg("tie_kind", "', '", "order by feed") }} as tie_kinds,
    min(is_implied) = 0 as is_explicit,
    case when min(is_implied) = 1 then min(implied_by) end as implied_by,
    min(start_month) as start_month,
    min(case when is_birth = 0 then child_start_month end) as child_start_month,
    -- A parent stays one when a case ends; a foster parent, guardian or caregiver does not.
    case when link_class <> 'parent' and count(*) = count(end_month) then max(end_month) end as end_month,
    max(last_recorded_date) as last_recorded_date,
    sum(record_count) as record_count
from feeds
group by child_person_id, parent_person_id, link_class
