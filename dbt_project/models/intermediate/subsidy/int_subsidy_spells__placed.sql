-- One row per child and spell, with the family the child was in when it began.
with

spells as (
    select * from {{ ref("int_subsidy_spells__dated") }}
),

settings as (
    select * from {{ ref("int_care_settings__chosen") }}
),

members as (
    select * from {{ ref("int_q2_family_members__chosen") }}
),

homes as (
    select
        spells.child_person_id,
        spells.spell_number,
        members.family_id,
        -- A child in two families is of the one it joined last, as in Q3.
        row_number() over (
            partition by spells.child_person_id, spells.spell_number
            order by members.start_month desc, members.family_id
        ) as family_rank
    from spells
    inner join members
        on
            spells.child_person_id = members.person_id
            and members.member_role = 'child'
            and spells.start_month >= members.start_month
            and (members.end_month is null or spells.start_month < members.end_month)
)

select
    spells.child_person_id,
    spells.spell_number,
    spells.start_month,
    spells.last_receipt_month,
    spells.end_month,
    spells.end_null_reason,
    spells.is_start_observed,
    spells.is_new,
    spells.is_new_null_reason,
    spells.received_months,
    spells.paid_usd,
    spells.is_on_two_lines,
    spells.applicant_person_id,
    spells.parents_category,
    coalesce(settings.care_setting_name, 'unknown') as care_setting_name,
    {{ spell_band("spells.received_months", "spells.end_month") }} as spell_band,
    -- A child of whom no file tells the family is in the family of whoever applied.
    case
        when homes.family_id is not null then homes.family_id
        when spells.applicant_person_id is not null then {{ dbt.hash("spells.applicant_person_id") }}
    end as family_id,
    case
        when homes.family_id is not null then 'family_members'
        when spells.applicant_person_id is not null then 'applicant'
    end as family_stated_by
from spells
left join settings
    on
        spells.child_person_id = settings.child_person_id
        and spells.spell_number = settings.spell_number
left join homes
    on
        spells.child_person_id = homes.child_person_id
        and spells.spell_number = homes.spell_number
        and homes.family_rank = 1
