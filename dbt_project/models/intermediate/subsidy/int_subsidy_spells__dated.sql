-- One row per child and spell: consecutive months in which its care was paid for.
{%- set gap_months = parameter("q2_gap_months") %}
with

months as (
    select * from {{ ref("int_subsidy_months__numbered") }}
),

spells as (
    select
        child_person_id,
        spell_number,
        min(receipt_month) as start_month,
        max(receipt_month) as last_receipt_month,
        max(case when is_spell_start = 1 then prior_receipt_month end) as prior_receipt_month,
        max(case when is_spell_start = 1 then applicant_person_id end) as applicant_person_id,
        max(case when is_spell_start = 1 then {{ as_number("is_single_parent") }} end) as is_one_parent,
        count(*) as received_months,
        sum(paid_usd) as paid_usd,
        max(line_count) as line_count
    from months
    group by child_person_id, spell_number
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'family_services__child_care_subsidy'
)

select
    spells.child_person_id,
    spells.spell_number,
    {{ spell_dates("spells", "coverage", gap_months, parameter("q2_new_months")) }},
    spells.received_months,
    spells.paid_usd,
    spells.line_count > 1 as is_on_two_lines,
    spells.applicant_person_id,
    case spells.is_one_parent when 1 then 'one_parent' when 0 then 'two_parents' else 'unknown' end
        as parents_category
from spells
left join coverage on true
