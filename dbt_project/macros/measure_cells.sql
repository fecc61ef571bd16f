{#
The exact cells of a question at this build's link level: the whole of a model `fct_q…_cells`, which stays inside.

outcomes    relation with one row per cohort member and measure: `measure_name`, `exposure_value`, `is_met` (boolean; null
            where the measure is a number or there is no answer), `value_number` (null where the measure is yes or no),
            `null_reason` (not_observed, not_yet_reportable; null: there is an answer), `match_weight` (null: not
            matched), `person_id`, `family_id` (with whom the person shares what a cell says) and a column for each of
            `cut_by`, null in all rows of a measure that is not cut by it, and else in none
exposures   every value of `exposure_value`; none: those a measure has rows of, and the subgroups, too, are its own. Nobody
            is twice in one, and `all` is their sum, in which whoever is in two counts twice, and is one of those protected
unsummed    SQL condition on a measure that has no `all`: whose sum tells too much of who is in several
totals      sums of some exposures, and no exposure in two of them: name -> the exposures, or sums named before
cut_by      the subgroups: columns whose values do not overlap and leave nobody out

One row per measure, exposure, subgroup and answer, margins and empty cells included. Answers are a tree: all is known,
not_observed and not_yet_reportable; known is yes and no, where the measure has them.
#}
{% macro measure_cells(outcomes, exposures=[], cut_by=none, totals={}, unsummed="false") %}
{{- config(tags=["marts", "cells"]) -}}
{%- set cut_by = cut_by or outcome_subgroups() -%}
with

outcomes as (
    select
        measure_name,
        exposure_value,
        person_id,
        family_id,
        {{ cut_by | join(", ") }},
        case
            when null_reason is not null then null_reason
            when is_met then 'yes'
            when not is_met then 'no'
            when value_number is not null then 'value'
            else 'missing'
        end as answer_given,
        case when null_reason is null then cast(value_number as decimal(14, 2)) end as answer_value,
        case when null_reason is null then cast(match_weight as decimal(12, 6)) end as answer_weight
    from {{ outcomes }}
),

given as (
    {% for subgroup in ["all"] + cut_by %}
    select
        measure_name,
        exposure_value,
        '{{ subgroup }}' as subgroup_name,
        {{ "'all'" if subgroup == "all" else subgroup }} as subgroup_value,
        answer_given,
        {{ _measure_sums() }}
    from outcomes
    {{ "where " ~ subgroup ~ " is not null" if subgroup != "all" }}
    group by measure_name, exposure_value, {{ "" if subgroup == "all" else subgroup ~ ", " }}answer_given
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

measures as (
    select
        measure_name,
        case when max(case when answer_given = 'value' then 1 else 0 end) = 1 then 'number' else 'share' end
            as measure_kind
    from given
    group by measure_name
),

members as (
    select
        measures.measure_name,
        given.subgroup_name,
        given.subgroup_value
    from measures
    inner join given on {{ "true" if exposures else "measures.measure_name = given.measure_name" }}
    group by measures.measure_name, given.subgroup_name, given.subgroup_value
),

exposures as (
    {{ _exposures_of_measures(exposures, totals, unsummed) }}
),

answers as (
    {% for answer, parent in _answer_tree().items() %}
    select
        '{{ answer }}' as answer,
        cast({{ "'" ~ parent ~ "'" if parent else "null" }} as {{ dbt.type_string() }}) as answer_parent
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

counted as {{ materialized() }} (
    {% for answer, parts in _answers_given().items() %}
    {% set outer_loop = loop %}
    {% for exposure, added in _exposures_added(totals).items() %}
    select
        measure_name,
        {{ exposure }} as exposure_value,
        subgroup_name,
        subgroup_value,
        '{{ answer }}' as answer,
        {{ _measure_totals() }}
    from given
    {{ _where_among({"answer_given": parts, "exposure_value": added}) }}
    group by measure_name, {{ "exposure_value, " if loop.first }}subgroup_name, subgroup_value
    {{ "union all by name" if not (loop.last and outer_loop.last) }}
    {% endfor %}
    {% endfor %}
),

{{ measure_units(cut_by, totals) }}

select
    measures.measure_name,
    measures.measure_kind,
    exposures.exposure_value,
    members.subgroup_name,
    members.subgroup_value,
    answers.answer,
    answers.answer_parent,
    {% for column, type in measure_columns().items() %}
    {% set of_units = "protected." ~ column ~ ", " if column in columns_of_units() %}
    cast(coalesce({{ of_units }}counted.{{ column }}, 0) as {{ type }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
from measures
inner join exposures on measures.measure_name = exposures.measure_name
inner join members on measures.measure_name = members.measure_name
cross join answers
left join counted
    on
        measures.measure_name = counted.measure_name
        and exposures.exposure_value = counted.exposure_value
        and members.subgroup_name = counted.subgroup_name
        and members.subgroup_value = counted.subgroup_value
        and answers.answer = counted.answer
left join protected
    on
        measures.measure_name = protected.measure_name
        and exposures.exposure_value = protected.exposure_value
        and members.subgroup_name = protected.subgroup_name
        and members.subgroup_value = protected.subgroup_value
        and answers.answer = protected.answer
where measures.measure_kind = 'share' or answers.answer not in ('yes', 'no')
{% endmacro %}
