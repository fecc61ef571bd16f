{#
What a question answers, free to leave: the whole of a model `rpt_q…_contrasts`, exposed less comparison, at the three link levels.

One row per measure, contrasted exposure and subgroup. Made of what the question's report shows and of nothing else, so it
tells nothing the report does not: where an arm is withheld, so is the difference.

report      name of a model that calls `measure_report`
exposures   those contrasted, all with the same
comparison  exposure
apart       subgroups that the exposed alone are cut by: there is nobody to compare them with
#}
{% macro measure_contrasts(report, exposures, comparison, apart=[]) %}
{%- set shared = ["measure_name", "subgroup_name", "subgroup_value"] -%}
{%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value"] -%}
with

report as (
    select *
    from {{ ref(report) }}
    where subgroup_name not in ('{{ apart | join("', '") }}')
),

{{ _contrast_figures(keys) }},

{{ _contrast_differences(shared, keys, exposures, comparison) }},

answers as (
    select
        {{ keys | join(", ") }},
        {% for contrast in contrasted() %}
        {% for column in ["difference", "difference_least", "difference_most"] %}
        {% for level in link_levels() %}
        {% set named = (contrast ~ "_" if contrast != "bare") ~ column ~ level_suffix(level) %}
        max(case when contrast_name = '{{ contrast }}' and link_level = '{{ level }}' then {{ column }} end) as {{ named }},
        {% endfor %}
        {% endfor %}
        max(case when contrast_name = '{{ contrast }}' and levels_told = {{ link_levels() | length }} then is_another end) = 1
            as would_{{ contrast ~ "_" if contrast != "bare" }}answer_change{{ "," if not loop.last }}
        {% endfor %}
    from differences
    group by {{ keys | join(", ") }}
)

select
    exposed.measure_name,
    exposed.exposure_value,
    comparison.exposure_value as comparison_value,
    exposed.subgroup_name,
    exposed.subgroup_value,
    exposed.measure_kind,
    {% for column in ["people_count", "matched_effective_count"] %}
    exposed.{{ column }},
    comparison.{{ column }} as comparison_{{ column }},
    {% endfor %}
    {% for difference in ["difference", "matched_difference"] %}
    {% for column in ["", "_least", "_most"] %}
    {% for level in ["balanced", "strict", "lenient"] %}
    answers.{{ difference ~ column ~ level_suffix(level) }},
    {% endfor %}
    {% endfor %}
    {% endfor %}
    answers.would_answer_change,
    answers.would_matched_answer_change,
    coalesce(exposed.null_reason, comparison.null_reason) as null_reason,
    coalesce(exposed.matched_null_reason, comparison.matched_null_reason) as matched_null_reason
from answers
inner join report as exposed
    on
        {% for key in keys %}
        {{ "and " if not loop.first }}answers.{{ key }} = exposed.{{ key }}
        {% endfor %}
inner join report as comparison
    on
        {% for key in shared %}
        answers.{{ key }} = comparison.{{ key }} and
        {% endfor %}
        comparison.exposure_value = '{{ comparison }}'
{% endmacro %}
