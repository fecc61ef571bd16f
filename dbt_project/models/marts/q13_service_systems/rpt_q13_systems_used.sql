-- One row per calendar year, subgroup and category of systems used.
{% set keys = [
    "calendar_year", "subgroup_name", "subgroup_value", "systems_category", "systems_parent", "null_reason",
] %}
{% set levels = levels_built("fct_year_systems_used") %}

with recursive

at_levels as (
    {% for level in levels %}
    select
        '{{ level }}' as link_level,
        {{ keys | join(", ") }},
        people_count,
        protected_count
    from {{ cells_at(level, "fct_year_systems_used") }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

cells as (
    select
        {% for count in ["people_count", "protected_count"] %}
        {% for level in link_levels() %}
        cast(max(case when link_level = '{{ level }}' then {{ count }} end) as integer)
            as {{ count ~ level_suffix(level) }},
        {% endfor %}
        {% endfor %}
        {{ keys | join(", ") }}
    from at_levels
    group by {{ keys | join(", ") }}
),

{{ suppress_small_cells(
    cells="cells",
    fixed=["calendar_year"],
    dimensions=lines_of_systems_used(),
    carried=keys[1:],
    counts=counts_at(levels),
    protected=counts_at(levels, "protected_count"),
) }},

-- Shares are made of what is shown, so that they tell nothing more.
totals as (
    select *
    from shown
    where systems_category = 'any'
),

shares as (
    select
        {% for count in counts_at(link_levels()) %}
        {% if count in counts_at(levels) %}
        shown.{{ count }},
        cast(round(shown.{{ count }} * 1.0 / nullif(totals.{{ count }}, 0), 3) as decimal(18, 4))
        {% else %}
        cast(null as integer) as {{ count }},
        cast(null as decimal(18, 4))
        {% endif %}
            as {{ count | replace("_count", "_share") }},
        {% endfor %}
        {% for key in keys %}
        shown.{{ key }},
        {% endfor %}
        totals.people_count as people_in_all,
        shown.is_suppressed
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
    > greatest({{ var("link_sensitivity") }}, {{ 2 * var("rounding_base") }}.0 / people_in_all)
        as is_sensitive_to_linkage,
    case when is_suppressed then 'small_cell' else null_reason end as null_reason
from shares
