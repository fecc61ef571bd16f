-- One row per child and month in which its care was paid for, with the number of the spell it is in.
with

months as (
    select * from {{ ref("int_subsidy_months__gathered") }}
),

numbered as (
    {{ numbered_spells("months", "child_person_id", parameter("q2_gap_months")) }}
)

select
    child_person_id,
    spell_number,
    receipt_month,
    prior_receipt_month,
    is_spell_start,
    applicant_person_id,
    is_single_parent,
    care_setting_name,
    paid_usd,
    line_count
from numbered
