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
base        column with what the counts of a cell are rounded to
#}
{% macro suppress_small_cells(cells, fixed, dimensions, carried, counts, protected, base) %}
    {{ hidden_in_lines("suppress", cells, fixed, dimensions, counts, protected, _is_small(counts, protected)) }},

    shown as (
        select
            {% for column in fixed + carried %}
            suppress_numbered.{{ column }},
            {% endfor %}
            {% for count in counts %}
            case
                when suppress_hidden.is_hidden = 0 then {{ round_count("suppress_numbered." ~ count, "suppress_numbered." ~ base) }}
            end as {{ count }},
            {% endfor %}
            suppress_hidden.is_hidden = 1 as is_suppressed
        from suppress_numbered
        inner join suppress_hidden on suppress_numbered.cell_number = suppress_hidden.cell_number
    )
{%- endmacro %}
