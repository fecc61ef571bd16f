-- One row per family: what was known of it before the index date, and the reason where it could not be seen.
{%- set feeds = {
    "was_homeless": "coc__hmis",
    "was_housed": "coc__hmis",
    "has_earlier_health_service": "medicaid__claims",
    "was_enrolled": "medicaid__eligibility",
    "has_earlier_screened_out_report": "child_welfare__reports",
    "has_earlier_removal": "child_welfare__placements",
} %}
with

contacts as (
    select * from {{ ref("int_q3_earlier_contacts__found") }}
),

children as (
    select
        family_id,
        count(*) as children_count,
        max(
            case
                when birth_month > {{ months_after(-12, "index_date") }} and birth_month <= index_date then 1
                else 0
            end
        ) = 1 as has_infant,
        max(childhood_end_date) as childhood_end_date
    from {{ ref("int_q3_members__listed") }}
    where is_at_home and is_child
    group by family_id
),

reasons as (
    select
        {% for column in feeds %}
        {{ window_null_reason(
            column ~ "_feed", "contacts.lookback_date", days_later("contacts.index_date", -1)
        ) }} as {{ column }}_null_reason,
        {% endfor %}
        contacts.family_id
    from contacts
    {% for column, feed in feeds.items() %}
    left join {{ ref("int_source_coverage__measured") }} as {{ column }}_feed on {{ column }}_feed.feed = '{{ feed }}'
    {% endfor %}
)

select
    contacts.family_id,
    cast(coalesce(children.children_count, 0) as integer) as children_count,
    children.childhood_end_date,
    {% for column in feeds %}
    {{ known("reasons." ~ column ~ "_null_reason", "contacts." ~ column) }} as {{ column }},
    reasons.{{ column }}_null_reason,
    {% endfor %}
    coalesce(children.has_infant, false) as has_infant,
    cast(null as {{ dbt.type_string() }}) as has_infant_null_reason,
    coalesce(children.children_count, 0) >= 3 as has_three_children,
    cast(null as {{ dbt.type_string() }}) as has_three_children_null_reason
from contacts
inner join reasons on contacts.family_id = reasons.family_id
left join children on contacts.family_id = children.family_id
