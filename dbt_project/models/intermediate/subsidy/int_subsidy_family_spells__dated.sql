-- One row per family and spell: consecutive months in which care was paid for any child of the family.
{%- set gap_months = parameter("q2_gap_months") %}
with

months as (
    select * from {{ ref("int_subsidy_family_months__numbered") }}
),

spells as (
    select
        family_id,
        spell_number,
        min(receipt_month) as start_month,
        max(receipt_month) as last_receipt_month,
        max(case when is_spell_start = 1 then prior_receipt_month end) as prior_receipt_month,
        max(case when is_spell_start = 1 then parents_category end) as parents_category,
        count(*) as received_months,
        max(child_count) as most_children
    from months
    group by family_id, spell_number
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'family_services__child_care_subsidy'
)

select
    spells.family_id,
    spells.spell_number,
    {{ spell_dates("spells", "coverage", gap_months, parameter("q2_new_months")) }},
    spells.received_months,
    spells.most_children,
    spells.parents_category
from spells
left join coverage on true
