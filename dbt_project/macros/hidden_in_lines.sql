{#
Which cells are hidden, with those that must be for the sake of others: CTEs for a `with recursive` that end in
`<name>_numbered` (all cells, with cell_number and is_hidden_alone) and `<name>_hidden` (cell_number, is_hidden).

Parameters as of `suppress_small_cells`, and:
is_hidden   SQL condition on a cell: hidden whatever its lines say
sizes       none, or two columns: what a cell adds to its line, and the largest that one person or family makes up of it.
            Hidden cells of which one makes more than half are too few as well
first       none, or a column: of which cell has more of it, a line loses that first
#}
{% macro hidden_in_lines(name, cells, fixed, dimensions, counts, protected, is_hidden, sizes=[], first=none) %}
    {{ name }}_numbered as {{ materialized() }} (
        select
            *,
            case when {{ is_hidden }} then 1 else 0 end as is_hidden_alone,
            row_number() over (order by {{ (fixed + dimensions | map(attribute="value") | list) | join(", ") }})
                as cell_number
        from {{ cells }}
    ),

    {{ name }}_children as {{ materialized() }} (
        {% for dimension in dimensions %}
        select
            cell_number,
            {{ _line_of(dimension, "parent", fixed, dimensions) }} || '|' || {{ dimension.group }} as line_name,
            {{ _line_of(dimension, "parent", fixed, dimensions) }} as total_name
        from {{ name }}_numbered
        where {{ dimension.parent }} is not null
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    {{ name }}_totals as {{ materialized() }} (
        {% for dimension in dimensions %}
        select
            cell_number,
            {{ _line_of(dimension, "value", fixed, dimensions) }} as total_name
        from {{ name }}_numbered
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    -- Cells whose total is no cell are in no line: nobody is told what they add up to.
    {{ name }}_lines as {{ materialized() }} (
        select
            line_name,
            total_name,
            row_number() over (order by line_name) as line_number
        from {{ name }}_children
        where total_name in (select total_name from {{ name }}_totals)
        group by line_name, total_name
    ),

    {{ name }}_members as {{ materialized() }} (
        select
            {{ name }}_lines.line_number,
            {{ name }}_children.cell_number,
            0 as is_total
        from {{ name }}_children
        inner join {{ name }}_lines on {{ name }}_children.line_name = {{ name }}_lines.line_name
        union all
        select
            {{ name }}_lines.line_number,
            {{ name }}_totals.cell_number,
            1 as is_total
        from {{ name }}_lines
        inner join {{ name }}_totals on {{ name }}_lines.total_name = {{ name }}_totals.total_name
    ),

    -- Rounds: all members again and again, each time with more of them hidden, so the rounds come to an end.
    {{ name }}_rounds as (
        select
            {{ name }}_members.line_number,
            {{ name }}_members.cell_number,
            {{ name }}_members.is_total,
            {% for count in counts + protected + sizes + ([first] if first else []) %}
            {{ name }}_numbered.{{ count }},
            {% endfor %}
            {{ name }}_numbered.is_hidden_alone as is_hidden
        from {{ name }}_members
        inner join {{ name }}_numbered on {{ name }}_members.cell_number = {{ name }}_numbered.cell_number
        union all
        {{ _hide_one_more_where_open(name ~ "_rounds", counts, protected, sizes, first) }}
    ),

    -- A cell on no line at all has nothing to hide behind, and nothing to be derived from.
    {{ name }}_hidden as {{ materialized() }} (
        select
            cell_number,
            max(is_hidden) as is_hidden
        from (
            select cell_number, is_hidden from {{ name }}_rounds
            union all
            select cell_number, is_hidden_alone from {{ name }}_numbered
        ) as states
        group by cell_number
    )
{%- endmacro %}
