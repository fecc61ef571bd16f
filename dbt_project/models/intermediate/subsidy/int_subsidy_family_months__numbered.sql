-- One row per family and month in which care was paid for any child of it, with the number of the spell it is in.
with

placed as (
    select * from {{ ref("int_subsidy_spells__placed") }}
    where family_id is not null
),

months as (
    select
        placed.family_id,
        months.receipt_month,
        max(case when months.receipt_month = placed.start_month then placed.parents_category end) as parents_category,
        count(*) as child_count
    from {{ ref("int_subsidy_months__numbered") }} as months
    inner join placed
        on
            months.child_person_id = placed.child_person_id
            and months.spell_number = placed.spell_number
    group by placed.family_id, months.receipt_month
),

numbered as (
    {{ numbered_spells("months", "family_id", parameter("q2_gap_months")) }}
)

select
    family_id,
    spell_number,
    receipt_month,
    prior_receipt_month,
    is_spell_start,
    parents_category,
    child_count
from numbered
