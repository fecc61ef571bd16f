-- One row per family, index month, parent and quarter, from four before the quarter of the index month to eight after.
{%- set last_day = last_day_of_month(dbt.dateadd("month", 2, "laid.quarter_start_date")) %}
with

parents as (
    select
        parents.family_id,
        parents.index_month,
        parents.person_id,
        months.index_quarter_date
    from {{ ref("int_q2_parents__chosen") }} as parents
    inner join {{ ref("int_q2_index_months__listed") }} as months
        on
            parents.family_id = months.family_id
            and parents.index_month = months.index_month
),

quarters as (
    {{ q2_relative_quarters() }}
),

laid as (
    select
        parents.family_id,
        parents.index_month,
        parents.person_id,
        quarters.relative_quarter,
        cast({{ dbt.dateadd("month", "3 * quarters.relative_quarter", "parents.index_quarter_date") }} as date)
            as quarter_start_date
    from parents
    cross join quarters
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'labor__ui_wages'
),

judged as (
    select
        laid.family_id,
        laid.index_month,
        laid.person_id,
        laid.relative_quarter,
        laid.quarter_start_date,
        wages.wage_usd,
        -- Nobody is seen in a quarter that begins after his or her death.
        coalesce(
            case when deaths.death_date < laid.quarter_start_date then 'not_observed' end,
            {{ window_null_reason("coverage", "laid.quarter_start_date", last_day) }}
        ) as null_reason
    from laid
    left join coverage on true
    left join {{ ref("int_person_deaths__resolved") }} as deaths on laid.person_id = deaths.person_id
    left join {{ ref("int_person_wages__summed") }} as wages
        on
            laid.person_id = wages.person_id
            and laid.quarter_start_date = wages.quarter_start_date
)

select
    family_id,
    index_month,
    person_id,
    relative_quarter,
    quarter_start_date,
    -- A covered quarter without a wage record is a quarter without covered work.
    case when null_reason is null then coalesce(wage_usd, 0) end as wage_usd,
    case when null_reason is null then coalesce(wage_usd, 0) > 0 end as is_employed,
    null_reason
from judged
