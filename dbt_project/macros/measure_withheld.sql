{# Parts of `measure_report`: which means and matched shares are withheld, from its CTE `report_lines`. No model calls these. #}

{# What a report says beside counts -> the SQL condition that a row has it to say. #}
{% macro _figures_hidden() %}
    {{- return({
        "matched_share": "measure_kind = 'share' and most_matched_count > 0",
        "value_mean": "measure_kind = 'number'",
        "matched_mean": "measure_kind = 'number' and most_matched_count > 0",
        "value_mean_error": "measure_kind = 'number'",
        "matched_mean_error": "measure_kind = 'number' and most_matched_count > 0",
    }) -}}
{% endmacro %}

{# Figure -> the sums of a cell that say of how many it is made, and how much of it one person or family makes up. #}
{% macro figures_made_of() %}
    {{- return({
        "matched_share": {
            "people": "matched_count", "protected": "matched_protected_count",
            "size": "matched_weight", "largest": "matched_weight_largest",
        },
        "value_mean": {
            "people": "people_count", "protected": "protected_count",
            "size": "value_size", "largest": "value_largest",
        },
        "matched_mean": {
            "people": "matched_count", "protected": "matched_protected_count",
            "size": "matched_value_size", "largest": "matched_value_largest",
        },
        "value_mean_error": {
            "people": "people_count", "protected": "protected_count",
            "size": "value_squares", "largest": "value_squares_largest",
        },
        "matched_mean_error": {
            "people": "matched_count", "protected": "matched_protected_count",
            "size": "matched_value_squares", "largest": "matched_value_squares_largest",
        },
    }) -}}
{% endmacro %}

{# Digits behind the point of a figure, and of the step it is rounded to. #}
{% macro scale_of(figure) %}
    {{- return(4 if figure == "matched_share" else 2) -}}
{% endmacro %}

{# Numbers that say how sure a figure is -> the figures; where none of them is shown, neither is the number. #}
{% macro _said_of_figures() %}
    {{- return({
        "matched_effective_count": ["matched_share", "matched_mean"],
        "value_mean_error": ["value_mean"], "matched_mean_error": ["matched_mean"],
    }) -}}
{% endmacro %}

{# CTEs that end in `figures_withheld`: one row per row of the report, and of each figure whether it is withheld. #}
{% macro _figures_withheld(keys, totals) -%}
-- A figure adds up, times its people, as counts do: what is left of a line gives one away that is of few. Those whose
-- counts are hidden go first, since they are not shown anyway; then sums of all exposures, which compare nothing.
figure_cells as (
    {% for figure in _figures_hidden() %}
    select
        '{{ figure }}' as figure_name,
        {{ keys | join(", ") }},
        {{ figure }}_people as people_count,
        {{ figure }}_protected as protected_count,
        {{ figure }}_size as figure_size,
        {{ figure }}_largest as figure_largest,
        is_{{ figure }}_of_few as is_of_few,
        case when exposure_value = 'all' then 1 else 0 end + 2 * is_{{ figure }}_hidden as lost_first
    from report_lines
    where measure_kind = '{{ "share" if figure == "matched_share" else "number" }}'
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

{{ hidden_in_lines(
    "figure",
    cells="figure_cells",
    fixed=["figure_name", "measure_name"],
    dimensions=lines_of_measures(totals)[:2],
    counts=["people_count"],
    protected=["protected_count"],
    is_hidden="is_of_few = 1",
    sizes=["figure_size", "figure_largest"],
    first="lost_first",
) }},

figures_withheld as (
    select
        {% for key in keys %}
        figure_numbered.{{ key }},
        {% endfor %}
        {% for figure in _figures_hidden() %}
        max(case when figure_numbered.figure_name = '{{ figure }}' then figure_hidden.is_hidden else 0 end)
            as is_{{ figure }}_withheld{{ "," if not loop.last }}
        {% endfor %}
    from figure_numbered
    inner join figure_hidden on figure_numbered.cell_number = figure_hidden.cell_number
    group by figure_numbered.{{ keys | join(", figure_numbered.") }}
)
{%- endmacro %}
