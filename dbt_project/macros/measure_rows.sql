{# Parts of `measure_report`: its rows, from the CTEs `counts`, `figures` and `measures`. No model calls these. #}

{# The SQL condition that a cell is an answer of everyone, at the balanced level; whoever is in a sum is met again. #}
{% macro _is_of_everyone(answer) -%}
    link_level = 'balanced' and answer = '{{ answer }}' and subgroup_name = 'all'
{%- endmacro %}

{# Whether a figure at the strict or the lenient level differs from the balanced one by more than it may, as 1 or 0. #}
{% macro _differs(figure, tolerance) -%}
    case
        {% for level in link_levels() if level != "balanced" -%}
        when abs({{ figure ~ level_suffix(level) }} - {{ figure }}) > {{ tolerance }} then 1
        {% endfor -%}
        else 0
    end
{%- endmacro %}

{% macro _measure_rows(keys, totals) %}
{%- set sensitivity = var("link_sensitivity") -%}
report_rows as (
    select
        {% for key in keys %}
        counts.{{ key }},
        {% endfor %}
        measures.measure_kind,
        measures.count_base,
        measures.known_count,
        measures.later_count,
        figures.most_matched_count,
        {% for figure in figures_made_of() %}
        {% for part in ["people", "protected", "size", "largest"] %}
        figures.{{ figure }}_{{ part }},
        {% endfor %}
        figures.is_{{ figure }}_of_few,
        figures.{{ figure }}_step,
        {% endfor %}
        {% for level in link_levels() %}
        {% set suffix = level_suffix(level) %}
        counts.people_count{{ suffix }},
        case when counts.people_count is null or counts.people_count > 0 then counts.met_count{{ suffix }} end
            as met_count{{ suffix }},
        cast(round(counts.met_count{{ suffix }} * 1.0 / nullif(counts.people_count{{ suffix }}, 0), 3) as decimal(18, 4))
            as met_share{{ suffix }},
        case when counts.met_count is not null and counts.people_count > 0 then figures.matched_share{{ suffix }} end
            as matched_share{{ suffix }},
        {% for mean in ["value_mean", "matched_mean", "value_mean_error", "matched_mean_error"] %}
        case when measures.measure_kind = 'number' and counts.people_count > 0 then figures.{{ mean ~ suffix }} end
            as {{ mean ~ suffix }},
        {% endfor %}
        figures.matched_effective_count{{ suffix }},
        {% endfor %}
        counts.is_suppressed
    from counts
    inner join measures on counts.measure_name = measures.measure_name
    inner join figures
        on
            {% for key in keys %}
            {{ "and " if not loop.first }}counts.{{ key }} = figures.{{ key }}
            {% endfor %}
),

report_lines as (
    select
        *,
        {% for figure, has_it in _figures_hidden().items() %}
        case when {{ has_it }} and coalesce(people_count, 1) > 0 and {{ figure }} is null then 1 else 0 end
            as is_{{ figure }}_hidden{{ "," if not loop.last }}
        {% endfor %}
    from report_rows
),

{{ _figures_withheld(keys, totals) }},

report_shown as (
    select
        {% for key in keys %}
        report_lines.{{ key }},
        {% endfor %}
        {% for column in ["measure_kind", "count_base", "known_count", "later_count", "most_matched_count"] %}
        report_lines.{{ column }},
        {% endfor %}
        {% for figure in _figures_hidden() %}
        report_lines.{{ figure }}_step,
        report_lines.is_{{ figure }}_of_few,
        {% endfor %}
        {% for level in link_levels() %}
        {% for figure in ["people_count", "met_count", "met_share", "matched_effective_count"] %}
        report_lines.{{ figure ~ level_suffix(level) }},
        {% endfor %}
        {% for figure in _figures_hidden() %}
        case when figures_withheld.is_{{ figure }}_withheld = 0 then report_lines.{{ figure ~ level_suffix(level) }} end
            as {{ figure ~ level_suffix(level) }},
        {% endfor %}
        {% endfor %}
        report_lines.is_suppressed
    from report_lines
    inner join figures_withheld
        on
            {% for key in keys %}
            {{ "and " if not loop.first }}report_lines.{{ key }} = figures_withheld.{{ key }}
            {% endfor %}
)

select
    {{ keys | join(", ") }},
    measure_kind,
    {% for figure in ["people_count", "met_count", "met_share", "matched_share", "value_mean", "matched_mean"] %}
    {{ figure }},
    {{ figure }}_strict,
    {{ figure }}_lenient,
    {% endfor %}
    {% for said, figures in _said_of_figures().items() %}
    {% for level in ["", "_strict", "_lenient"] %}
    case when coalesce({{ figures | join(level ~ ", ") ~ level }}) is not null then {{ said ~ level }} end
        as {{ said ~ level }},
    {% endfor %}
    {% endfor %}
    {% for figure in ["matched_share", "value_mean", "matched_mean"] %}
    cast(case when {{ figure }} is not null then {{ figure }}_step end as decimal(18, {{ scale_of(figure) }})) as {{ figure }}_step,
    {% endfor %}
    case
        when coalesce(
            met_share_strict, matched_share_strict, value_mean_strict, matched_mean_strict,
            met_share_lenient, matched_share_lenient, value_mean_lenient, matched_mean_lenient
        ) is not null
            then
                {{ _differs("met_share", "greatest(" ~ sensitivity ~ ", 2.0 * count_base / people_count)") }}
                + {{ _differs("matched_share", "greatest(" ~ sensitivity ~ ", 2 * matched_share_step)") }}
                + {{ _differs("value_mean", "greatest(" ~ sensitivity ~ " * abs(value_mean), 2 * value_mean_step)") }}
                + {{ _differs("matched_mean", "greatest(" ~ sensitivity ~ " * abs(matched_mean), 2 * matched_mean_step)") }}
                > 0
    end as is_sensitive_to_linkage,
    case
        when is_suppressed = 1 then 'small_cell'
        when people_count = 0 and known_count > 0 then 'nobody_known'
        when people_count = 0 and later_count > 0 then 'not_yet_reportable'
        when people_count = 0 then 'not_observed'
        when measure_kind = 'number' and value_mean is null
            then case when is_value_mean_of_few = 1 then 'small_cell' else 'complementary' end
    end as null_reason,
    case
        when most_matched_count = 0 then 'not_matched'
        when coalesce(matched_share, matched_mean) is null
            then case
                when is_suppressed + is_matched_share_of_few + is_matched_mean_of_few > 0 then 'small_cell'
                else 'complementary'
            end
    end as matched_null_reason
from report_shown
{%- endmacro %}
