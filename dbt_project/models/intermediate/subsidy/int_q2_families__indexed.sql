-- One row per family and index month: the start of a new spell, or one month of a family eligible and not served.
with

new_spells as (
    select * from {{ ref("int_subsidy_family_spells__dated") }}
    where is_new
),

-- Which of its eligible months stands for a family: the one whose hash with the eldest child's month of birth is the
-- smallest. It hangs on nothing that happened to the family in the month or after, and on no id: linked otherwise, the
-- family has the same month.
drawn as (
    select
        family_id,
        index_month,
        row_number() over (
            partition by family_id
            order by {{ dbt.hash(
                "cast(eldest_birth_month as " ~ dbt.type_string() ~ ") || cast(index_month as " ~ dbt.type_string() ~ ")"
            ) }}
        ) as draw
    from {{ ref("int_q2_eligible_months__found") }}
),

served as (
    select
        family_id,
        start_month as index_month,
        true as is_served,
        spell_number,
        last_receipt_month,
        end_month,
        end_null_reason
    from new_spells
),

not_served as (
    select
        family_id,
        index_month,
        false as is_served
    from drawn
    where draw = 1
),

indexed as (
    select * from served
    union all by name
    select * from not_served
)

select
    family_id,
    index_month,
    cast({{ dbt.date_trunc("quarter", "index_month") }} as date) as index_quarter_date,
    is_served,
    spell_number,
    last_receipt_month,
    end_month,
    end_null_reason
from indexed
