-- One row per feed, child, parent, kind of link and way in which the feed states or implies it.
with

declared as (
    select
        feed,
        child_person_id,
        parent_person_id,
        {{ link_type() }} as link_type,
        tie_kind,
        case
            when declared_parent_role in ('mother', 'father') then declared_parent_role
            when relation_name in ('mother', 'father') then relation_name
        end as stated_role,
        case
            when relation_name is null and declared_parent_role = 'parent' and tie_kind not in ('birth', 'adoption')
                then 'applicant'
        end as implied_by,
        declared_child_role not in ('person', 'member') as is_about_a_child,
        {{ month_of("start_date") }} as start_month,
        {{ end_month_of("coalesce(start_date, end_date)", "end_date") }} as end_month,
        last_recorded_date,
        row_count as record_count
    from {{ ref("int_declared_ties__gathered") }}
    where child_person_id is not null and parent_person_id is not null
),

implied as (
    select
        feed,
        child_person_id,
        parent_person_id,
        'parent' as link_type,
        'household' as tie_kind,
        case when implied_by not in ('head', 'parent_of_head') then implied_by end as implied_by,
        false as is_about_a_child,
        start_month,
        end_month,
        start_month as last_recorded_date,
        spell_count as record_count
    from {{ ref("int_implied_ties__gathered") }}
),

ties as (
    select * from declared
    union all by name
    select * from implied
)

select
    feed,
    child_person_id,
    parent_person_id,
    link_type,
    tie_kind,
    stated_role,
    implied_by,
    implied_by is null as is_explicit,
    is_about_a_child,
    min(start_month) as start_month,
    case when count(*) = count(end_month) then max(end_month) end as end_month,
    max(last_recorded_date) as last_recorded_date,
    sum(record_count) as record_count
from ties
where link_type is not null
group by
    feed, child_person_id, parent_person_id, link_type, tie_kind, stated_role, implied_by, is_about_a_child
