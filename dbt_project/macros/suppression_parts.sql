{# Parts of `suppress_small_cells`; no model calls these. #}

{# The name of the line a cell is in along one dimension: as a child by its `parent`, as the total by its `value`. #}
{% macro _line_of(dimension, place, fixed, dimensions) %}
    {%- set parts = ["'" ~ dimension.group_name ~ "'"] -%}
    {%- for column in fixed -%}
        {%- do parts.append("cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")") -%}
    {%- endfor -%}
    {%- for other in dimensions if other.value != dimension.value -%}
        {%- do parts.append(other.value) -%}
    {%- endfor -%}
    {%- do parts.append(dimension[place]) -%}
    {{- return(parts | join(" || '|' || ")) -}}
{% endmacro %}

{# Whether any of the counts is one that is never shown: of too few people, or of too few families. #}
{% macro _is_small(counts, protected) %}
    {%- set conditions = [] -%}
    {%- for count in counts -%}
        {%- set of_few = "coalesce(" ~ protected[loop.index0] ~ ", 0) <= " ~ var("largest_hidden_count") -%}
        {%- do conditions.append("(" ~ count ~ " > 0 and " ~ of_few ~ ")") -%}
    {%- endfor -%}
    {{- return(conditions | join(" or ")) -}}
{% endmacro %}

{# One round: every open line loses one shown cell, and a cell hidden in one line is hidden in all. A line is open where
   one hidden cell stands alone, or where the total is shown and the hidden cells are too few together: their people add
   up; their families do not, since siblings stand in several, but are at least those of the one that has most;
   the largest shares of several cells may be one family's, so they add up too. It loses
   the cell that is the total of fewest lines, so that headlines stay; of those the one on most lines that hide
   something, so that hidden cells cover each other; of those the smallest. Where no line has a cell to lose, there is no
   further round. #}
{% macro _hide_one_more_where_open(state, counts, protected, sizes, first) %}
    {%- set too_few = [] -%}
    {%- for count in counts -%}
        {%- do too_few.append("hidden_" ~ count ~ " <= " ~ 2 * var("largest_hidden_count")) -%}
        {%- do too_few.append("hidden_" ~ protected[loop.index0] ~ " <= " ~ var("largest_hidden_count")) -%}
    {%- endfor %}
    {%- if sizes -%}{%- do too_few.append("hidden_" ~ sizes[1] ~ " * 2 > hidden_" ~ sizes[0]) -%}{%- endif %}
        select
            line_number,
            cell_number,
            is_total,
            {{ (counts + protected + sizes + ([first] if first else [])) | join(", ") }},
            max(case when is_hidden = 1 or (is_open = 1 and is_candidate = 1 and place = 1) then 1 else 0 end)
                over (partition by cell_number) as is_hidden
        from (
            select
                *,
                row_number() over (
                    partition by line_number
                    order by
                        is_candidate desc,
                        {{ first ~ " desc," if first }}
                        total_lines, touched_lines desc, {{ counts[0] }}, cell_number
                ) as place,
                max(is_open * is_candidate) over () as is_any_lost
            from (
                select
                    *,
                    sum(case when hidden_cells > 0 then 1 else 0 end) over (partition by cell_number) as touched_lines,
                    sum(is_total) over (partition by cell_number) as total_lines,
                    case when is_hidden = 0 and ({{ counts | join(" > 0 or ") }} > 0) then 1 else 0 end as is_candidate,
                    case
                        when hidden_cells = 1 then 1
                        when hidden_cells > 1 and hidden_totals = 0 and ({{ too_few | join(" or ") }}) then 1
                        else 0
                    end as is_open
                from (
                    select
                        *,
                        {% for count in counts + sizes %}
                        sum(is_hidden * {{ count }}) over (partition by line_number) as hidden_{{ count }},
                        {% endfor %}
                        {% for count in protected %}
                        max(is_hidden * {{ count }}) over (partition by line_number) as hidden_{{ count }},
                        {% endfor %}
                        sum(is_hidden * is_total) over (partition by line_number) as hidden_totals,
                        sum(is_hidden) over (partition by line_number) as hidden_cells
                    from {{ state }}
                ) as line_sums
            ) as judged
        ) as ordered
        where is_any_lost = 1
{%- endmacro %}

{# A count as it may be shown: to the nearest multiple of the base, never below the first one above the hidden counts. #}
{% macro round_count(count, base) %}
    {%- set least = base ~ " * (floor(" ~ var("largest_hidden_count") ~ ".0 / " ~ base ~ ") + 1)" -%}
    case
        when {{ count }} = 0 then 0
        when {{ count }} > 0 then cast(greatest({{ least }}, {{ base }} * round({{ count }} * 1.0 / {{ base }})) as integer)
    end
{%- endmacro %}

{# Whether a CTE is worked out once and kept. Read many times over, some took DuckDB's optimizer minutes. #}
{% macro materialized() %}
    {{- return(adapter.dispatch("materialized", "twogen")()) -}}
{% endmacro %}

{% macro default__materialized() %}
    {{- return("") -}}
{% endmacro %}

{% macro duckdb__materialized() %}
    {{- return("materialized") -}}
{% endmacro %}
