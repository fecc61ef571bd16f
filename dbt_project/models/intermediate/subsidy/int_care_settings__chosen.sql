-- One row per child and spell: the setting in which most of its months were, of equals the one used first.
with

months as (
    select * from {{ ref("int_subsidy_months__numbered") }}
),

settings as (
    select
        child_person_id,
        spell_number,
        care_setting_name,
        count(*) as setting_months,
        min(receipt_month) as first_month
    from months
    where care_setting_name is not null
    group by child_person_id, spell_number, care_setting_name
),

ranked as (
    select
        *,
        row_number() over (
            partition by child_person_id, spell_number
            order by setting_months desc, first_month, care_setting_name
        ) as setting_rank
    from settings
)

select
    child_person_id,
    spell_number,
    care_setting_name,
    setting_months
from ranked
where setting_rank = 1
