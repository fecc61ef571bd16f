{#
The report of a question, free to leave: the whole of a model `rpt_q…`, made of its cells at the three link levels.

One row per measure, exposure and subgroup. Numerator, denominator and their difference are lines of the one door
(`suppress_small_cells`), with exposures and subgroups; then rounded; then divided. How many had no answer stays inside.

cells       name of a model that calls `measure_cells`
totals      sums of exposures, as that model has them
coarse      SQL condition on a measure whose counts are rounded once, to twice the base: which sums tie to another's
#}
{% macro measure_report(cells, totals={}, coarse="false") %}
{%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value"] -%}
{%- set levels = levels_built(cells) -%}
with recursive

at_levels as {{ materialized() }} (
    {% for level in levels %}
    select
        '{{ level }}' as link_level,
        {{ keys | join(", ") }},
        measure_kind,
        answer,
        case when {{ coarse }} then 2 else 1 end * {{ var("rounding_base") }} as count_base,
        {{ measure_columns() | join(", ") }}
    from {{ cells_at(level, cells) }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

measures as (
    select
        measure_name,
        min(measure_kind) as measure_kind,
        min(count_base) as count_base,
        sum(case when {{ _is_of_everyone("known") }} then people_count else 0 end) as known_count,
        sum(case when {{ _is_of_everyone("not_yet_reportable") }} then people_count else 0 end) as later_count
    from at_levels
    group by measure_name
),

cells as {{ materialized() }} (
    select
        {% for key in keys %}
        at_levels.{{ key }},
        {% endfor %}
        {% for count in ["people_count", "protected_count"] %}
        {% for level in levels %}
        cast(sum(case when at_levels.link_level = '{{ level }}' then at_levels.{{ count }} else 0 end) as integer)
            as {{ count }}{{ level_suffix(level) }},
        {% endfor %}
        {% endfor %}
        measures.count_base,
        at_levels.answer
    from at_levels
    inner join measures on at_levels.measure_name = measures.measure_name
    where at_levels.answer = 'known' or (at_levels.answer in ('yes', 'no') and measures.measure_kind = 'share')
    group by at_levels.{{ keys | join(", at_levels.") }}, at_levels.answer, measures.count_base
),

{{ suppress_small_cells(
    cells="cells",
    fixed=["measure_name"],
    dimensions=lines_of_measures(totals),
    carried=["exposure_value", "subgroup_name", "subgroup_value", "answer"],
    counts=counts_at(levels),
    protected=counts_at(levels, "protected_count"),
    base="count_base",
) }},

counts as (
    select
        {{ keys | join(", ") }},
        {% for level in link_levels() %}
        {% for name, answer in {"people_count": "known", "met_count": "yes"}.items() %}
        {% set shown_count = "people_count" ~ level_suffix(level) if level in levels else "null" %}
        cast(max(case when answer = '{{ answer }}' then {{ shown_count }} end) as integer)
            as {{ name }}{{ level_suffix(level) }},
        {% endfor %}
        {% endfor %}
        max(case when is_suppressed then 1 else 0 end) as is_suppressed
    from shown
    group by {{ keys | join(", ") }}
),

{{ measure_figures(keys, levels) }},

{{ _measure_rows(keys, totals) }}
{% endmacro %}
