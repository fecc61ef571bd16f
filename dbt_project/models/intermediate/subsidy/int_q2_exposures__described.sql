-- One row per served parent or child of the cohort and index month: in what care its spell was, and how long it lasted.
with

units as (
    select * from {{ ref("int_q2_units__gathered") }}
    where is_served
),

children as (
    select
        units.unit_key,
        spells.care_setting_name,
        spells.spell_band
    from units
    inner join {{ ref("int_subsidy_spells__placed") }} as spells
        on
            units.person_id = spells.child_person_id
            and units.family_id = spells.family_id
            and units.index_month = spells.start_month
    where units.generation = 'child'
),

family_spells as (
    select
        family_id,
        start_month,
        last_receipt_month,
        {{ spell_band("received_months", "end_month") }} as spell_band
    from {{ ref("int_subsidy_family_spells__dated") }}
    where is_new
),

-- The months of all children of the family within its spell, each in its own setting.
settings as (
    select
        family_spells.family_id,
        family_spells.start_month,
        months.care_setting_name,
        row_number() over (
            partition by family_spells.family_id, family_spells.start_month
            order by count(*) desc, min(months.receipt_month), months.care_setting_name
        ) as setting_rank
    from family_spells
    inner join {{ ref("int_subsidy_spells__placed") }} as spells on family_spells.family_id = spells.family_id
    inner join {{ ref("int_subsidy_months__numbered") }} as months
        on
            spells.child_person_id = months.child_person_id
            and spells.spell_number = months.spell_number
            and family_spells.start_month <= months.receipt_month
            and family_spells.last_receipt_month >= months.receipt_month
    where months.care_setting_name is not null
    group by family_spells.family_id, family_spells.start_month, months.care_setting_name
),

parents as (
    select
        units.unit_key,
        coalesce(settings.care_setting_name, 'unknown') as care_setting_name,
        family_spells.spell_band
    from units
    inner join family_spells
        on units.family_id = family_spells.family_id and units.index_month = family_spells.start_month
    left join settings
        on
            units.family_id = settings.family_id
            and units.index_month = settings.start_month
            and settings.setting_rank = 1
    where units.generation = 'parent'
),

described as (
    select * from children
    union all by name
    select * from parents
)

select
    unit_key,
    care_setting_name,
    spell_band
from described
