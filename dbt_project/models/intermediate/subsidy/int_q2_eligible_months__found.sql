-- One row per family and month in which a child of it could have been served, and none had been for long.
with

eligible as (
    select
        family_id,
        index_month,
        count(*) as child_count,
        min(birth_month) as eldest_birth_month
    from {{ ref("int_q2_eligible_children__found") }}
    group by family_id, index_month
),

served as (
    select * from {{ ref("int_subsidy_family_spells__dated") }}
)

select
    eligible.family_id,
    eligible.index_month,
    eligible.child_count,
    eligible.eldest_birth_month
from eligible
left join served
    on
        eligible.family_id = served.family_id
        and eligible.index_month >= served.start_month
        and eligible.index_month
        <= {{ dbt.dateadd("month", parameter("q2_new_months"), "served.last_receipt_month") }}
where served.family_id is null
