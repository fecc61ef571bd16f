-- One row per calendar year, subgroup and category of systems used.
with

cells as (
    select * from {{ ref("fct_year_systems_used") }}
),

{{ suppress_small_cells(
    cells="cells",
    fixed=["calendar_year"],
    dimensions=[
        {
            "group_name": "subgroup",
            "value": "subgroup_name || ':' || subgroup_value",
            "parent": "case when subgroup_name <> 'all' then 'all:all' end",
            "group": "subgroup_name",
        },
        {
            "group_name": "systems",
            "value": "systems_category",
            "parent": "systems_parent",
            "group": "''",
        },
    ],
    carried=["subgroup_name", "subgroup_value", "systems_category", "systems_parent", "null_reason"],
    counts=["people_count", "people_count_strict", "people_count_lenient"],
) }},

-- Shares are made of what is shown, so that they tell nothing more.
totals as (
    select *
    from shown
    where systems_category = 'any'
),

shares as (
    select
        {% for count in ["people_count", "people_count_strict", "people_count_lenient"] %}
        cast(round(shown.{{ count }} * 1.0 / nullif(totals.{{ count }}, 0), 3) as decimal(18, 4))
            as {{ count | replace("_count", "_share") }},
        {% endfor %}
        shown.*
    from shown
    inner join totals
        on
            shown.calendar_year = totals.calendar_year
            and shown.subgroup_name = totals.subgroup_name
            and shown.subgroup_value = totals.subgroup_value
)

select
    calendar_year,
    subgroup_name,
    subgroup_value,
    systems_category,
    case
        when systems_parent is null then 'any system'
        when systems_parent = 'any' then 'number of systems'
        else 'combination of systems'
    end as category_kind,
    people_count,
    people_count_strict,
    people_count_lenient,
    people_share,
    people_share_strict,
    people_share_lenient,
    greatest(abs(people_share_strict - people_share), abs(people_share_lenient - people_share))
    > {{ var("link_sensitivity") }} as is_sensitive_to_linkage,
    case when is_suppressed then 'small_cell' else null_reason end as null_reason
from shares
