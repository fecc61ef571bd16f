-- One row per family: every outcome, and the reason where it has no answer.
with

joined as (
    select
        families.family_id,
        families.index_date,
        families.is_index_substantiated,
        re_reports.re_report_date,
        re_reports.recurrence_date,
        care.removal_date,
        care.out_of_home_days,
        care.last_discharge_date,
        care.has_re_entry,
        exits.exit_date,
        exits.return_date,
        {% for months in [6, 12, 18, 24] %}
        windows.re_report_{{ months }}m_null_reason,
        {% endfor %}
        windows.removal_null_reason,
        case when care.is_length_unknown then 'not_observed' else windows.care_days_null_reason end
            as care_days_null_reason,
        coalesce(windows.discharge_null_reason, windows.re_entry_null_reason) as re_entry_null_reason,
        coalesce(windows.housing_exit_null_reason, windows.homeless_return_null_reason) as homeless_return_null_reason
    from {{ ref("int_q3_families__indexed") }} as families
    inner join {{ ref("int_q3_re_reports__found") }} as re_reports on families.family_id = re_reports.family_id
    inner join {{ ref("int_q3_care__followed") }} as care on families.family_id = care.family_id
    inner join {{ ref("int_q3_windows__judged") }} as windows on families.family_id = windows.family_id
    left join {{ ref("int_q3_homeless_exits__found") }} as exits on families.family_id = exits.family_id
)

-- Nobody is asked about a recurrence without a first finding, a return to care without a discharge, or a return to
-- homelessness without a home: value and reason are both null.
select
    family_id,
    {% for months in [6, 12, 18, 24] %}
    {{ known(
        "re_report_" ~ months ~ "m_null_reason",
        "coalesce(re_report_date <= " ~ months_after(months, "index_date") ~ ", false)",
    ) }} as is_re_reported_{{ months }}m,
    re_report_{{ months }}m_null_reason as is_re_reported_{{ months }}m_null_reason,
    {% endfor %}
    case
        when is_index_substantiated and re_report_12m_null_reason is null
            then coalesce(recurrence_date <= {{ months_after(12, "index_date") }}, false)
    end as has_recurrence_12m,
    case when is_index_substantiated then re_report_12m_null_reason end as has_recurrence_12m_null_reason,
    {{ known(
        "removal_null_reason", "coalesce(removal_date <= " ~ months_after(12, "index_date") ~ ", false)"
    ) }} as is_removed_12m,
    removal_null_reason as is_removed_12m_null_reason,
    {{ known("re_entry_null_reason", "has_re_entry") }} as has_re_entry_12m,
    re_entry_null_reason as has_re_entry_12m_null_reason,
    cast({{ known("care_days_null_reason", "out_of_home_days") }} as integer) as out_of_home_days,
    care_days_null_reason as out_of_home_days_null_reason,
    case
        when homeless_return_null_reason is null and exit_date is not null
            then coalesce(return_date <= {{ days_later("exit_date", parameter("q3_return_days")) }}, false)
    end as has_homeless_return,
    homeless_return_null_reason as has_homeless_return_null_reason
from joined
