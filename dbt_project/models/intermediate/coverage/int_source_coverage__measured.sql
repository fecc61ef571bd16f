-- One row per feed: the days it speaks for, and the day through which it can be trusted to be complete.
with

births as (
    select
        'health__births' as feed,
        'health' as agency,
        {{ lag_days("health__births") }} as lag_days,
        cast({{ dbt.date_trunc("month", "min(registration_date)") }} as date) as first_covered_date,
        {{ last_day_of_month("max(registration_date)") }} as last_covered_date
    from {{ ref("stg_health__births") }}
),

homeless_services as (
    select
        'coc__hmis' as feed,
        'coc' as agency,
        {{ lag_days("coc__hmis__export") }} as lag_days,
        min(start_date) as first_covered_date,
        max(last_covered_date) as last_covered_date
    from {{ ref("stg_coc__hmis__export") }}
),

wages as (
    select
        'labor__ui_wages' as feed,
        'labor' as agency,
        {{ lag_days("labor__ui_wages") }} as lag_days,
        min(months.calendar_month) as first_covered_date,
        max(months.last_day_date) as last_covered_date
    from {{ ref("stg_labor__ui_wages") }} as wages
    inner join {{ ref("int_months__listed") }} as months
        on
            wages.calendar_year = months.calendar_year
            and wages.calendar_quarter = months.calendar_quarter
),

schools as (
    select
        'education__attendance' as feed,
        'education' as agency,
        {{ lag_days("education__attendance") }} as lag_days,
        min(term_start_date) as first_covered_date,
        {{ last_day_of_month("max(last_known_date)") }} as last_covered_date
    from {{ ref("int_school_enrolments__spelled") }}
),

declared as (
    select
        feed,
        agency,
        max(lag_days) as lag_days,
        cast({{ dbt.date_trunc("month", "min(start_date)") }} as date) as first_covered_date,
        {{ last_day_of_month("max(coalesce(end_date, start_date))") }} as last_covered_date
    from {{ ref("int_declared_spells__gathered") }}
    group by feed, agency
),

covered as (
    select * from births
    union all by name
    select * from homeless_services
    union all by name
    select * from wages
    union all by name
    select * from schools
    union all by name
    select * from declared
)

select
    feed,
    agency,
    lag_days,
    first_covered_date,
    last_covered_date,
    cast({{ dbt.dateadd("day", "-1 * lag_days", "last_covered_date") }} as date) as reportable_through_date
from covered
