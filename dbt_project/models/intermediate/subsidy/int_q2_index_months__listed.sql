-- One row per family and month from which a family, or a child of it, is looked at.
with

families as (
    select
        family_id,
        index_month
    from {{ ref("int_q2_families__indexed") }}
),

children as (
    select
        family_id,
        start_month as index_month
    from {{ ref("int_subsidy_spells__placed") }}
    where is_new and family_id is not null
),

months as (
    select * from families
    union all by name
    select * from children
)

select
    family_id,
    index_month,
    cast({{ dbt.date_trunc("quarter", "index_month") }} as date) as index_quarter_date
from months
group by family_id, index_month
