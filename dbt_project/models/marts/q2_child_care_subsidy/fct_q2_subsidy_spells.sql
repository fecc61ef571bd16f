-- One row per child and spell: consecutive months in which its care was paid for.
with

spells as (
    select * from {{ ref("int_subsidy_spells__placed") }}
),

units as (
    select * from {{ ref("int_q2_units__matched") }}
    where generation = 'child' and is_served
)

select
    spells.child_person_id,
    cast(spells.spell_number as integer) as spell_number,
    spells.family_id,
    spells.family_stated_by,
    spells.start_month,
    spells.last_receipt_month,
    spells.end_month,
    spells.end_null_reason,
    spells.is_start_observed,
    spells.is_new,
    spells.is_new_null_reason,
    cast(spells.received_months as integer) as received_months,
    spells.spell_band,
    spells.care_setting_name,
    spells.parents_category,
    cast(spells.paid_usd as {{ dbt.type_numeric() }}) as paid_usd,
    spells.is_on_two_lines,
    units.unit_key is not null as is_in_cohort,
    cast(units.match_weight as {{ dbt.type_numeric() }}) as match_weight
from spells
left join units
    on
        spells.child_person_id = units.person_id
        and spells.family_id = units.family_id
        and spells.start_month = units.index_month
