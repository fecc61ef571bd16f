-- One row per family, index month and quarter, from four before the quarter of the index month to eight after.
with

parents as (
    select
        family_id,
        index_month,
        relative_quarter,
        count(*) as parent_count,
        sum(case when is_employed then 1 else 0 end) as employed_parent_count,
        sum(wage_usd) as wage_usd,
        min(null_reason) as null_reason
    from {{ ref("int_q2_parent_quarters__laid") }}
    group by family_id, index_month, relative_quarter
),

families as (
    select * from {{ ref("int_q2_families__indexed") }}
),

quarters as (
    {{ q2_relative_quarters() }}
),

-- Also of a family of whom no file tells a parent.
laid as (
    select
        families.*,
        quarters.relative_quarter,
        cast({{ dbt.dateadd("month", "3 * quarters.relative_quarter", "families.index_quarter_date") }} as date)
            as quarter_start_date
    from families
    cross join quarters
),

receipts as (
    select
        families.family_id,
        families.index_month,
        cast({{ dbt.date_trunc("quarter", "months.receipt_month") }} as date) as quarter_start_date,
        count(*) as subsidy_months
    from families
    inner join {{ ref("int_subsidy_family_months__numbered") }} as months on families.family_id = months.family_id
    group by families.family_id, families.index_month, {{ dbt.date_trunc("quarter", "months.receipt_month") }}
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'family_services__child_care_subsidy'
),

told as (
    select
        laid.*,
        coalesce(parents.parent_count, 0) as parent_count,
        parents.employed_parent_count,
        parents.wage_usd,
        case when parents.parent_count is null then 'not_observed' else parents.null_reason end as null_reason,
        receipts.subsidy_months,
        {{ window_null_reason(
            "coverage",
            "laid.quarter_start_date",
            last_day_of_month(dbt.dateadd("month", 2, "laid.quarter_start_date")),
        ) }} as subsidy_months_null_reason
    from laid
    left join parents
        on
            laid.family_id = parents.family_id
            and laid.index_month = parents.index_month
            and laid.relative_quarter = parents.relative_quarter
    left join receipts
        on
            laid.family_id = receipts.family_id
            and laid.index_month = receipts.index_month
            and laid.quarter_start_date = receipts.quarter_start_date
    left join coverage on true
)

select
    family_id,
    index_month,
    is_served,
    cast(spell_number as integer) as spell_number,
    cast(relative_quarter as integer) as relative_quarter,
    quarter_start_date,
    cast(parent_count as integer) as parent_count,
    case when null_reason is null then cast(employed_parent_count as integer) end as employed_parent_count,
    case when null_reason is null then cast(wage_usd as integer) end as wage_usd,
    null_reason as wage_null_reason,
    case when subsidy_months_null_reason is null then cast(coalesce(subsidy_months, 0) as integer) end
        as subsidy_months,
    subsidy_months_null_reason
from told
