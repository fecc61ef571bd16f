-- One row per family, index month and parent whose work is looked at.
with

families as (
    select * from {{ ref("int_q2_index_months__listed") }}
),

members as (
    select * from {{ ref("int_q2_family_members__chosen") }}
    where member_role = 'parent'
),

stated as (
    select
        families.family_id,
        families.index_month,
        members.person_id
    from families
    inner join members
        on
            families.family_id = members.family_id
            and families.index_month >= members.start_month
            and (members.end_month is null or families.index_month < members.end_month)
    left join {{ ref("int_person_deaths__resolved") }} as deaths on members.person_id = deaths.person_id
    where deaths.death_date is null or deaths.death_date >= families.index_month
    group by families.family_id, families.index_month, members.person_id
),

-- Where no file tells a parent of the family: whoever applied for the spell.
applicants as (
    select
        families.family_id,
        families.index_month,
        min(spells.applicant_person_id) as person_id
    from families
    inner join {{ ref("int_subsidy_spells__placed") }} as spells
        on
            families.family_id = spells.family_id
            and families.index_month = spells.start_month
    left join stated
        on
            families.family_id = stated.family_id
            and families.index_month = stated.index_month
    where stated.family_id is null and spells.applicant_person_id is not null
    group by families.family_id, families.index_month
),

chosen as (
    select
        *,
        'family_members' as parent_stated_by
    from stated
    union all by name
    select
        *,
        'applicant' as parent_stated_by
    from applicants
)

select
    family_id,
    index_month,
    person_id,
    parent_stated_by
from chosen
