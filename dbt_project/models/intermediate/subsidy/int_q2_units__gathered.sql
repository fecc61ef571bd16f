-- One row per parent or child of the cohort, served or not: at the first index month, of several families the first.
with

families as (
    select * from {{ ref("int_q2_families__indexed") }}
),

parents as (
    select
        'parent' as generation,
        parents.family_id,
        parents.index_month,
        parents.person_id,
        families.is_served
    from {{ ref("int_q2_parents__chosen") }} as parents
    inner join families
        on
            parents.family_id = families.family_id
            and parents.index_month = families.index_month
),

-- A served child is looked at from the start of its own new spell, which may be later than the family's.
served_children as (
    select
        'child' as generation,
        family_id,
        start_month as index_month,
        child_person_id as person_id,
        true as is_served
    from {{ ref("int_subsidy_spells__placed") }}
    where is_new and family_id is not null
),

other_children as (
    select
        'child' as generation,
        families.family_id,
        families.index_month,
        eligible.person_id,
        false as is_served
    from families
    inner join {{ ref("int_q2_eligible_children__found") }} as eligible
        on
            families.family_id = eligible.family_id
            and families.index_month = eligible.index_month
    where not families.is_served
),

units as (
    select * from parents
    union all by name
    select * from served_children
    union all by name
    select * from other_children
),

-- Nobody counts twice in a group: counts are of people, which is what the door for small cells looks at.
ordered as (
    select
        *,
        row_number() over (
            partition by generation, is_served, person_id order by index_month, family_id
        ) as unit_rank
    from units
)

select
    {{ dbt.hash(
        "generation || '|' || family_id || '|' || person_id || '|' || cast(index_month as " ~ dbt.type_string() ~ ")"
    ) }} as unit_key,
    generation,
    family_id,
    index_month,
    cast({{ dbt.date_trunc("quarter", "index_month") }} as date) as index_quarter_date,
    person_id,
    is_served
from ordered
where unit_rank = 1
