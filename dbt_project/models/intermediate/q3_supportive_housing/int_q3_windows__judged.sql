-- One row per family: why each of its outcomes' windows has no answer.
{%- set reports = "reports_coverage" %}
{%- set care = "care_coverage" %}
{%- set homeless = "homeless_coverage" %}
with

families as (
    select
        indexed.family_id,
        indexed.index_date,
        baselines.childhood_end_date,
        care.last_discharge_date,
        care.has_re_entry,
        care.is_still_in_care,
        exits.exit_date
    from {{ ref("int_q3_families__indexed") }} as indexed
    inner join {{ ref("int_q3_baselines__measured") }} as baselines on indexed.family_id = baselines.family_id
    inner join {{ ref("int_q3_care__followed") }} as care on indexed.family_id = care.family_id
    left join {{ ref("int_q3_homeless_exits__found") }} as exits on indexed.family_id = exits.family_id
)

select
    families.family_id,
    {% for months in [6, 12, 18, 24] %}
    case
        when families.childhood_end_date <= {{ months_after(months, "families.index_date") }} then 'not_observed'
        else {{ window_null_reason(reports, "families.index_date", months_after(months, "families.index_date")) }}
    end as re_report_{{ months }}m_null_reason,
    {% endfor %}
    case
        when families.childhood_end_date <= {{ months_after(12, "families.index_date") }} then 'not_observed'
        else {{ window_null_reason(care, "families.index_date", months_after(12, "families.index_date")) }}
    end as removal_null_reason,
    case
        when families.childhood_end_date < {{ months_after(parameter("q3_care_months"), "families.index_date") }}
            then 'not_observed'
        else {{ window_null_reason(
            care,
            "families.index_date",
            days_later(months_after(parameter("q3_care_months"), "families.index_date"), -1),
        ) }}
    end as care_days_null_reason,
    {{ window_null_reason(care, "families.index_date", months_after(12, "families.index_date")) }}
        as discharge_null_reason,
    case
        when families.is_still_in_care and not coalesce(families.has_re_entry, false) then 'not_yet_reportable'
        when families.last_discharge_date is not null then
            {{ window_null_reason(
                care, "families.index_date", months_after(12, "families.last_discharge_date")
            ) }}
    end as re_entry_null_reason,
    {{ window_null_reason(
        homeless, "families.index_date", days_later("families.index_date", parameter("q3_return_exit_days"))
    ) }} as housing_exit_null_reason,
    case
        when families.exit_date is not null then
            {{ window_null_reason(
                homeless, "families.index_date", days_later("families.exit_date", parameter("q3_return_days"))
            ) }}
    end as homeless_return_null_reason
from families
left join {{ ref("int_source_coverage__measured") }} as {{ reports }} on {{ reports }}.feed = 'child_welfare__reports'
left join {{ ref("int_source_coverage__measured") }} as {{ care }} on {{ care }}.feed = 'child_welfare__placements'
left join {{ ref("int_source_coverage__measured") }} as {{ homeless }} on {{ homeless }}.feed = 'coc__hmis'
