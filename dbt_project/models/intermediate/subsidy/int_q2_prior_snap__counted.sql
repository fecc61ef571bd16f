-- One row per parent or child of the cohort and index month, with the months with SNAP in the year before.
with

units as (
    select * from {{ ref("int_q2_units__gathered") }}
),

months as (
    select * from {{ ref("int_declared_months__spread") }}
    where program = 'snap'
),

counted as (
    select
        units.unit_key,
        count(*) as snap_months
    from units
    inner join months
        on
            units.person_id = months.person_id
            and units.index_month > months.service_month
            and months.service_month >= {{ dbt.dateadd("month", -12, "units.index_month") }}
    group by units.unit_key
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
    where feed = 'human_services__snap'
),

judged as (
    select
        units.unit_key,
        coalesce(counted.snap_months, 0) as snap_months,
        {{ window_null_reason(
            "coverage",
            dbt.dateadd("month", -12, "units.index_month"),
            dbt.dateadd("day", -1, "units.index_month"),
        ) }} as null_reason
    from units
    left join counted on units.unit_key = counted.unit_key
    left join coverage on true
)

select
    unit_key,
    case when null_reason is null then snap_months end as prior_snap_months
from judged
