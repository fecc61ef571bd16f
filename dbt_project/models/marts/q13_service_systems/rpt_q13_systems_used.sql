-- One row per measure of a calendar year, exposure and subgroup.
{%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value", "measure_kind"] -%}
{%- set figures = ["people_count", "people_share", "met_count", "met_share", "value_mean", "value_share"] -%}
{%- set suffixes = ["", "_strict", "_lenient"] -%}
{%- set tolerance = "greatest(" ~ var("link_sensitivity") ~ ", " ~ 4 * var("rounding_base") ~ ".0 / everyone_count)" %}
with

years as (
    select
        *,
        '_in_' || cast(calendar_year as {{ dbt.type_string() }}) as of_year
    from {{ ref("fct_q13_years") }}
),

report as (
    {{ measure_report("fct_q13_cells", coarse="measure_name like '%_by_%'") }}
),

dated as (
    select
        {% for key in keys %}
        report.{{ key }},
        {% endfor %}
        {% for suffix in suffixes %}
        {% for figure in ["people_count", "met_count", "met_share", "value_mean"] %}
        report.{{ figure ~ suffix }},
        {% endfor %}
        {% endfor %}
        report.is_sensitive_to_linkage,
        report.null_reason,
        years.calendar_year,
        years.counted_systems,
        years.paying_systems,
        years.counted_feeds,
        replace(report.measure_name, years.of_year, '') as undated_name
    from report
    inner join years on right(report.measure_name, length(years.of_year)) = years.of_year
    -- All systems' dollars are those of paid_usd, so one that is withheld would come back by subtraction.
    where report.measure_name not like 'paid_usd_by_system_in_%'
),

wholes as (
    select
        {% for suffix in suffixes %}
        max(case when undated_name = 'program_count' then people_count{{ suffix }} end) as everyone_count{{ suffix }},
        {% set usd = "people_count" ~ suffix ~ " * value_mean" ~ suffix %}
        max(case when undated_name = 'paid_usd' then {{ usd }} end) as whole_usd{{ suffix }},
        {% endfor %}
        calendar_year,
        subgroup_name,
        subgroup_value
    from dated
    where exposure_value = 'all'
    group by calendar_year, subgroup_name, subgroup_value
),

shares as (
    select
        dated.*,
        {% for suffix in suffixes %}
        {% set usd = "dated.people_count" ~ suffix ~ " * dated.value_mean" ~ suffix %}
        {{ share_of("dated.people_count" ~ suffix, "wholes.everyone_count" ~ suffix) }} as people_share{{ suffix }},
        case
            when dated.undated_name = 'paid_usd' then {{ share_of(usd, "wholes.whole_usd" ~ suffix) }}
        end as value_share{{ suffix }},
        {% endfor %}
        wholes.everyone_count
    from dated
    left join wholes
        on
            dated.calendar_year = wholes.calendar_year
            and dated.subgroup_name = wholes.subgroup_name
            and dated.subgroup_value = wholes.subgroup_value
)

select
    calendar_year,
    counted_systems,
    paying_systems,
    counted_feeds,
    {{ keys | join(", ") }},
    {% for figure in figures %}
    {{ figure }},
    {{ figure }}_strict,
    {{ figure }}_lenient,
    {% endfor %}
    case
        when coalesce(people_share_strict, people_share_lenient) is null then is_sensitive_to_linkage
        else coalesce(is_sensitive_to_linkage, false) or {{ _differs("people_share", tolerance) }} = 1
    end as is_sensitive_to_linkage,
    null_reason
from shares
