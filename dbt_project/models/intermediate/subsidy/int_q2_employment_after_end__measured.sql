-- One row per parent of a served family, index month and measure of work after the spell ended.
with

parents as (
    select
        units.unit_key,
        units.person_id,
        families.end_null_reason,
        cast({{ dbt.date_trunc("quarter", "families.last_receipt_month") }} as date) as last_quarter_date
    from {{ ref("int_q2_units__gathered") }} as units
    inner join {{ ref("int_q2_families__indexed") }} as families
        on
            units.family_id = families.family_id
            and units.index_month = families.index_month
    where units.generation = 'parent' and units.is_served
),

looked_at as (
    {% for quarter in [2, 4] %}
    select
        unit_key,
        person_id,
        end_null_reason,
        'is_employed_q{{ quarter }}_after_end' as measure_name,
        cast({{ dbt.dateadd("month", 3 * quarter, "last_quarter_date") }} as date) as quarter_start_date,
        {{ last_day_of_month(dbt.dateadd("month", 3 * quarter + 2, "last_quarter_date")) }} as quarter_last_date
    from parents
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'labor__ui_wages'
),

judged as (
    select
        looked_at.unit_key,
        looked_at.measure_name,
        coalesce(wages.wage_usd, 0) > 0 as is_employed,
        -- A spell that may still run has no quarter after its end.
        coalesce(
            case when deaths.death_date < looked_at.quarter_start_date then 'not_observed' end,
            {{ window_null_reason("coverage", "looked_at.quarter_start_date", "looked_at.quarter_last_date") }},
            looked_at.end_null_reason
        ) as null_reason
    from looked_at
    left join coverage on true
    left join {{ ref("int_person_deaths__resolved") }} as deaths on looked_at.person_id = deaths.person_id
    left join {{ ref("int_person_wages__summed") }} as wages
        on
            looked_at.person_id = wages.person_id
            and looked_at.quarter_start_date = wages.quarter_start_date
)

select
    unit_key,
    measure_name,
    case when null_reason is null then is_employed end as is_met,
    null_reason
from judged
