-- One row per note and feed.
{%- set notes = [
    "tie_without_person", "same_person", "child_older_than_parent", "parent_too_young", "adult_child",
    "several_birth_mothers", "contested_mother", "contested_father", "unproven_parent",
    "child_without_parent", "shelter_roster_alone", "household_conflict", "report_dated_in_future",
] %}
with

declared as (
    select * from {{ ref("int_declared_ties__gathered") }}
),

ties as (
    select * from {{ ref("int_parent_child_ties__ranked") }}
),

homes as (
    select * from {{ ref("int_child_homes__ranked") }}
),

noted as (
    select
        'tie_without_person' as note_name,
        feed,
        parent_record_id || '|' || child_record_id as noted_thing
    from declared
    where parent_person_id is null or child_person_id is null
    union all
    select
        coalesce(impossible_reason, 'unproven_parent') as note_name,
        'all' as feed,
        parent_person_id || '|' || child_person_id as noted_thing
    from ties
    where impossible_reason is not null or not is_grounded
    union all
    select
        'several_birth_mothers' as note_name,
        'all' as feed,
        child_person_id as noted_thing
    from ties
    where link_type = 'birth_parent' and rank_role = 'mother' and can_stand = 1
    group by child_person_id
    having count(*) > 1
    union all
    select
        'contested_' || rank_role as note_name,
        'all' as feed,
        child_person_id as noted_thing
    from ties
    where is_resolved and rival_count > 1 and rank_role in ('mother', 'father')
    union all
    select
        'child_without_parent' as note_name,
        'all' as feed,
        child_person_id as noted_thing
    from {{ ref("int_birth_families__gathered") }}
    group by child_person_id
    having max(member_role) = 'child'
    union all
    select
        case when can_be_home then 'household_conflict' else 'shelter_roster_alone' end as note_name,
        feed,
        child_person_id as noted_thing
    from homes
    where is_rival or not can_be_home
    union all
    select
        'report_dated_in_future' as note_name,
        'child_welfare__reports' as feed,
        report_key_child_welfare as noted_thing
    from {{ ref("int_child_reports__dated") }}
    where is_dated_in_future
),

-- Every note has a row, so that nothing to tell is told too.
named as (
    {% for note in notes %}
    select
        '{{ note }}' as note_name,
        'all' as feed,
        cast(null as {{ dbt.type_string() }}) as noted_thing
    union all
    {% endfor %}
    select
        note_name,
        'all' as feed,
        noted_thing
    from noted
    where feed <> 'all'
    union all
    select * from noted
)

select
    note_name,
    feed,
    cast(count(distinct noted_thing) as integer) as noted_count
from named
group by note_name, feed
