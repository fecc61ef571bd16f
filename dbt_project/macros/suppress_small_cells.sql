{#
The one door through which a count leaves: small cells hidden, then whatever they could be derived from, then rounding.

CTEs for a `with recursive` that end in `shown`: `fixed` and `carried` columns, with every count in `counts` rounded or
null, and `is_suppressed`. A count from 1 to 10 at any link level hides the cell, and so does one of more people who are
of 1 to 10 families; zeros stay. Then each line, a total and the cells that add up to it, is looked at: where a hidden
cell would stand alone, or the hidden cells of a shown total add up to 20 or less or may be of 10 families or fewer, one
more cell of the line is hidden; and all over again, until no line is left. What is still shown is rounded to the base,
and never to a number below 11. All hidden cells look the same from outside. Lines cross, and in rare tables several of
them together could still tell a hidden count exactly if the shown ones were exact: rounding is what stands against that,
so both must stay (tests/dbt/test_suppression.py attacks with linear programming).

cells       name of a CTE with one row per cell, margins and empty cells included
fixed       columns no total runs across
dimensions  per dimension totals run across: `value` names a cell's place, `parent` the place of its total (null: it is
            one), `group` which of several ways of adding up to that total it belongs to; all SQL expressions
carried     other columns that come along
counts      columns to protect, the leading one first
protected   for each of them the column that says of how many the cell is: people, or families where those are fewer
#}
{% macro suppress_small_cells(cells, fixed, dimensions, carried, counts, protected) %}
    suppress_numbered as {{ materialized() }} (
        select
            *,
            row_number() over (order by {{ (fixed + dimensions | map(attribute="value") | list) | join(", ") }})
                as cell_number
        from {{ cells }}
    ),

    suppress_children as {{ materialized() }} (
        {% for dimension in dimensions %}
        select
            cell_number,
            {{ _line_of(dimension, "parent", fixed, dimensions) }} || '|' || {{ dimension.group }} as line_name,
            {{ _line_of(dimension, "parent", fixed, dimensions) }} as total_name
        from suppress_numbered
        where {{ dimension.parent }} is not null
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    suppress_lines as {{ materialized() }} (
        select
            line_name,
            total_name,
            row_number() over (order by line_name) as line_number
        from suppress_children
        group by line_name, total_name
    ),

    suppress_totals as {{ materialized() }} (
        {% for dimension in dimensions %}
        select
            cell_number,
            {{ _line_of(dimension, "value", fixed, dimensions) }} as total_name
        from suppress_numbered
        {{ "union all" if not loop.last }}
        {% endfor %}
    ),

    suppress_members as {{ materialized() }} (
        select
            suppress_lines.line_number,
            suppress_children.cell_number,
            0 as is_total
        from suppress_children
        inner join suppress_lines on suppress_children.line_name = suppress_lines.line_name
        union all
        select
            suppress_lines.line_number,
            suppress_totals.cell_number,
            1 as is_total
        from suppress_lines
        inner join suppress_totals on suppress_lines.total_name = suppress_totals.total_name
    ),

    -- Rounds: all members again and again, each time with more of them hidden, so the rounds come to an end.
    suppress_rounds as (
        select
            suppress_members.line_number,
            suppress_members.cell_number,
            suppress_members.is_total,
            {% for count in counts + protected %}
            suppress_numbered.{{ count }},
            {% endfor %}
            case when {{ _is_small(counts, protected, "suppress_numbered.") }} then 1 else 0 end as is_hidden
        from suppress_members
        inner join suppress_numbered on suppress_members.cell_number = suppress_numbered.cell_number
        union all
        {{ _hide_one_more_where_open("suppress_rounds", counts, protected) }}
    ),

    -- A cell on no line at all has nothing to hide behind, and nothing to be derived from.
    suppress_hidden as {{ materialized() }} (
        select
            cell_number,
            max(is_hidden) as is_hidden
        from (
            select cell_number, is_hidden from suppress_rounds
            union all
            select cell_number, case when {{ _is_small(counts, protected) }} then 1 else 0 end from suppress_numbered
        ) as states
        group by cell_number
    ),

    shown as (
        select
            {% for column in fixed + carried %}
            suppress_numbered.{{ column }},
            {% endfor %}
            {% for count in counts %}
            case when suppress_hidden.is_hidden = 0 then {{ round_count("suppress_numbered." ~ count) }} end as {{ count }},
            {% endfor %}
            suppress_hidden.is_hidden = 1 as is_suppressed
        from suppress_numbered
        inner join suppress_hidden on suppress_numbered.cell_number = suppress_hidden.cell_number
    )
{%- endmacro %}
