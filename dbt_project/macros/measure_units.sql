{#
Of how many people and of how many families a cell is. A chain of CTEs for `measure_cells` that ends in `protected`: one
row per cell in doubt, with the counts of whichever are fewer, and the largest that one person or one family makes up.

Siblings and parents share what a cell says, so fifteen children of six families are six. Nobody's count adds up over
exposures and answers, so rows are looked at again, but only those of cells in doubt: a family has so many rows of a
measure and exposure at most, and a cell of more than ten times as many people is of more than ten families. Likewise no family weighs
too much where the largest person would not so many times over.
#}
{% macro measure_units(cut_by, totals) %}
{%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value", "answer"] -%}
{%- set judged = columns_of_units() -%}
    most_rows as (
        select
            measure_name,
            exposure_value,
            max(row_count) as most
        from (
            {% for exposure, added in _exposures_added(totals).items() %}
            {% set outer_loop = loop %}
            {% for unit in ["person_id", "family_id"] %}
            select
                measure_name,
                {{ exposure }} as exposure_value,
                count(*) as row_count
            from outcomes
            {{ _where_among({"exposure_value": added}) }}
            group by measure_name, {{ "exposure_value, " if outer_loop.first }}{{ unit }}
            {{ "union all" if not (loop.last and outer_loop.last) }}
            {% endfor %}
            {% endfor %}
        ) as rows_of_units
        group by measure_name, exposure_value
    ),

    doubtful as {{ materialized() }} (
        select
            counted.{{ keys | join(", counted.") }},
            row_number() over (order by counted.{{ keys | join(", counted.") }}) as cell_number
        from counted
        inner join most_rows
            on
                counted.measure_name = most_rows.measure_name
                and counted.exposure_value = most_rows.exposure_value
        where
            counted.answer in ('known', 'yes', 'no')
            and (
                {% for count in measure_columns() if count.endswith("_count") %}
                {{ "or " if not loop.first }}counted.{{ count }} between 1 and most_rows.most * {{ var("largest_hidden_count") }}
                {% endfor %}
                {% for size in ["value_size", "value_squares", "matched_value_size", "matched_value_squares"] %}
                or counted.{{ size | replace("_size", "") }}_largest * most_rows.most * 2 > counted.{{ size }}
                {% endfor %}
                or counted.matched_weight_largest * most_rows.most * 10 > counted.matched_weight
            )
    ),

    doubtful_parts as (
        select
            doubtful.*,
            exposure_parts.exposure_part,
            answer_parts.answer_part
        from doubtful
        inner join (
            {{ _exposures_and_parts(totals) }}
        ) as exposure_parts
            on
                doubtful.measure_name = exposure_parts.measure_name
                and doubtful.exposure_value = exposure_parts.exposure
        inner join (
            {{ _wholes_and_parts("answer", _answers_given()) }}
        ) as answer_parts
            on doubtful.answer = answer_parts.answer
    ),

    doubtful_rows as {{ materialized() }} (
        {% for subgroup in ["all"] + cut_by %}
        select
            doubtful_parts.cell_number,
            outcomes.person_id,
            outcomes.family_id,
            outcomes.answer_value,
            outcomes.answer_weight
        from outcomes
        inner join doubtful_parts
            on
                outcomes.measure_name = doubtful_parts.measure_name
                and outcomes.exposure_value = doubtful_parts.exposure_part
                and outcomes.answer_given = doubtful_parts.answer_part
                and {{ "'all'" if subgroup == "all" else "outcomes." ~ subgroup }} = doubtful_parts.subgroup_value
        where doubtful_parts.subgroup_name = '{{ subgroup }}'
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    units as (
        {% for unit in ["person_id", "family_id"] %}
        select
            cell_number,
            {% for column, sums in judged.items() %}
            {{ sums }} as {{ column }}{{ "," if not loop.last }}
            {% endfor %}
        from (
            select
                cell_number,
                {{ _measure_sums() }}
            from doubtful_rows
            group by cell_number, {{ unit }}
        ) as sums_of_units
        group by cell_number
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    protected as (
        select
            doubtful.{{ keys | join(", doubtful.") }},
            {% for column in judged %}
            {{ "max" if column.endswith("_largest") else "min" }}(units.{{ column }}) as {{ column }}{{ "," if not loop.last }}
            {% endfor %}
        from doubtful
        inner join units on doubtful.cell_number = units.cell_number
        group by doubtful.{{ keys | join(", doubtful.") }}
    )
{%- endmacro %}
