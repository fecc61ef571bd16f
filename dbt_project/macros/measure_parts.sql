{# Parts of `measure_cells` and `measure_report`; no model calls these. #}

{# The sums of a cell, and their types. `size` adds up values without their signs, `squares` values (of weights: weights) squared. #}
{% macro measure_columns() %}
    {{- return({
        "people_count": "integer",
        "protected_count": "integer",
        "nonzero_count": "integer",
        "value_sum": "decimal(38, 2)",
        "value_size": "decimal(38, 2)",
        "value_largest": "decimal(38, 2)",
        "value_squares": "decimal(38, 4)",
        "value_squares_largest": "decimal(38, 4)",
        "matched_count": "integer",
        "matched_protected_count": "integer",
        "matched_nonzero_count": "integer",
        "matched_weight": "decimal(38, 6)",
        "matched_weight_largest": "decimal(38, 6)",
        "matched_weight_squares": "decimal(38, 12)",
        "matched_value_sum": "decimal(38, 8)",
        "matched_value_size": "decimal(38, 8)",
        "matched_value_largest": "decimal(38, 8)",
        "matched_value_squares": "decimal(38, 10)",
        "matched_value_squares_largest": "decimal(38, 10)",
    }) -}}
{% endmacro %}

{# Those that are judged by what one person or family has of a cell -> how, from the sums of each in it. #}
{% macro columns_of_units() %}
    {{- return({
        "protected_count": "count(*)",
        "nonzero_count": "sum(case when nonzero_count > 0 then 1 else 0 end)",
        "value_largest": "max(value_size)",
        "value_squares_largest": "max(value_squares)",
        "matched_protected_count": "sum(case when matched_count > 0 then 1 else 0 end)",
        "matched_nonzero_count": "sum(case when matched_nonzero_count > 0 then 1 else 0 end)",
        "matched_weight_largest": "max(matched_weight)",
        "matched_value_largest": "max(matched_value_size)",
        "matched_value_squares_largest": "max(matched_value_squares)",
    }) -}}
{% endmacro %}

{# Rows whose columns are among the values listed; a column without a list is not asked. #}
{% macro _where_among(lists) %}
    {%- set conditions = [] -%}
    {%- for column, values in lists.items() if values -%}
        {%- do conditions.append(column ~ " in ('" ~ values | join("', '") ~ "')") -%}
    {%- endfor -%}
    {{- "where " ~ conditions | join(" and ") if conditions -}}
{% endmacro %}

{# Answer -> the answer it is part of. #}
{% macro _answer_tree() %}
    {{- return({
        "all": none, "known": "all", "not_observed": "all", "not_yet_reportable": "all", "yes": "known", "no": "known",
    }) -}}
{% endmacro %}

{# Answer -> the answers given that are in it; `value` is a number's. All holds whatever was given, so that an answer of
   another name shows: the test `cells_add_up` fails. #}
{% macro _answers_given() %}
    {{- return({
        "all": [],
        "known": ["yes", "no", "value"],
        "not_observed": ["not_observed"],
        "not_yet_reportable": ["not_yet_reportable"],
        "yes": ["yes"],
        "no": ["no"],
    }) -}}
{% endmacro %}

{# The sums of a cell from the people in it. Decimals, so that no order of rows changes a digit. #}
{% macro _measure_sums() -%}
    {# Cast wider first: a product of two narrow decimals must fit 18 digits. #}
    {%- set value_square = "cast(answer_value as decimal(20, 2)) * answer_value" -%}
    {%- set weight_square = "cast(answer_weight as decimal(20, 6)) * answer_weight" -%}
    count(*) as people_count,
    count(*) as protected_count,
    sum(case when answer_value <> 0 then 1 else 0 end) as nonzero_count,
    sum(answer_value) as value_sum,
    sum(abs(answer_value)) as value_size,
    max(abs(answer_value)) as value_largest,
    sum({{ value_square }}) as value_squares,
    max({{ value_square }}) as value_squares_largest,
    sum(case when answer_weight > 0 then 1 else 0 end) as matched_count,
    sum(case when answer_weight > 0 then 1 else 0 end) as matched_protected_count,
    sum(case when answer_weight > 0 and answer_value <> 0 then 1 else 0 end) as matched_nonzero_count,
    sum(answer_weight) as matched_weight,
    max(answer_weight) as matched_weight_largest,
    sum({{ weight_square }}) as matched_weight_squares,
    sum(answer_weight * answer_value) as matched_value_sum,
    sum(abs(answer_weight * answer_value)) as matched_value_size,
    max(abs(answer_weight * answer_value)) as matched_value_largest,
    sum({{ value_square }} * answer_weight) as matched_value_squares,
    max({{ value_square }} * answer_weight) as matched_value_squares_largest
{%- endmacro %}

{# The sums of a cell from the sums of its parts. #}
{% macro _measure_totals() -%}
    {% for column in measure_columns() -%}
    {{ "max" if column.endswith("_largest") else "sum" }}({{ column }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
{%- endmacro %}

{# The smallest of 1, 2, 5, 10, 20 … or .5, .2, .1 … that is at least `step`: what a number is rounded to a multiple of. #}
{% macro _stride_of(step) -%}
    {%- set size = "power(10, floor(ln(" ~ step ~ ") / ln(10)))" -%}
    {{ size }} * case
        when {{ step }} <= {{ size }} * 1.000001 then 1
        when {{ step }} <= {{ size }} * 2 then 2
        when {{ step }} <= {{ size }} * 5 then 5
        else 10
    end
{%- endmacro %}

{# The SQL condition that a count may not be shown. #}
{% macro is_small(count) -%}
    {{ count }} between 1 and {{ var("largest_hidden_count") }}
{%- endmacro %}
