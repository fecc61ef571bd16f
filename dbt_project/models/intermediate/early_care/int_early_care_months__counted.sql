-- One row per child who was enrolled in kindergarten, with the months of early care before it.
{%- set feeds = care_feeds() %}
{%- set reasons = feeds | join("_null_reason, ") ~ "_null_reason" %}
with

entries as (
    select
        entries.person_id,
        entries.entry_date,
        cast({{ dbt.date_trunc("month", "entries.entry_date") }} as date) as entry_month,
        people.birth_month,
        cast({{ dbt.dateadd("month", parameter("q1_first_care_month"), "people.birth_month") }} as date)
            as first_care_month,
        cast({{ dbt.dateadd("month", parameter("q1_last_care_month"), "people.birth_month") }} as date)
            as last_care_month
    from {{ ref("int_school_entries__dated") }} as entries
    left join {{ ref("int_person_attributes__resolved") }} as people on entries.person_id = people.person_id
),

-- The month of entry and all after it are no longer before school.
windows as (
    select
        person_id,
        birth_month,
        first_care_month,
        case
            when last_care_month < entry_month then {{ last_day_of_month("last_care_month") }}
            else cast({{ dbt.dateadd("day", -1, "entry_month") }} as date)
        end as last_care_date
    from entries
),

counted as (
    select
        {% for care_type in feeds %}
        count(distinct case when care.care_type = '{{ care_type }}' then care.care_month end) as {{ care_type }}_months,
        {% endfor %}
        {% for setting in care_settings() %}
        count(distinct case
            when care.care_type = 'subsidised_care' and care.setting_name = '{{ setting }}' then care.care_month
        end) as subsidised_{{ setting }}_months,
        {% endfor %}
        count(distinct care.care_month) as any_care_months,
        windows.person_id
    from windows
    inner join {{ ref("int_early_care_months__gathered") }} as care
        on
            windows.person_id = care.person_id
            and windows.first_care_month <= care.care_month
            and windows.last_care_date >= care.care_month
    group by windows.person_id
),

judged as (
    select
        {% for care_type in feeds %}
        case
            when windows.birth_month is null or windows.last_care_date < windows.first_care_month then 'not_observed'
            else {{ window_null_reason(care_type, "windows.first_care_month", "windows.last_care_date") }}
        end as {{ care_type }}_null_reason,
        {% endfor %}
        windows.*
    from windows
    {% for care_type, feed in feeds.items() %}
    left join {{ ref("int_source_coverage__measured") }} as {{ care_type }} on {{ care_type }}.feed = '{{ feed }}'
    {% endfor %}
),

reasoned as (
    select
        *,
        case
            when 'not_observed' in ({{ reasons }}) then 'not_observed'
            when 'not_yet_reportable' in ({{ reasons }}) then 'not_yet_reportable'
        end as any_care_null_reason
    from judged
)

select
    reasoned.person_id,
    reasoned.first_care_month,
    reasoned.last_care_date,
    {% for care in ["any_care"] + feeds.keys() | list %}
    case
        when reasoned.{{ care }}_null_reason is null then coalesce(counted.{{ care }}_months, 0)
    end as {{ care }}_months,
    {% endfor %}
    {% for setting in care_settings() %}
    case
        when reasoned.subsidised_care_null_reason is null then coalesce(counted.subsidised_{{ setting }}_months, 0)
    end as subsidised_{{ setting }}_months,
    {% endfor %}
    {% for care_type in feeds %}
    reasoned.{{ care_type }}_null_reason,
    {% endfor %}
    reasoned.any_care_null_reason
from reasoned
left join counted on reasoned.person_id = counted.person_id
