{# Lines of a report, a total and the cells that add up to it, in which one cell is hidden alone, or the hidden ones are
   too few people, or of too few families, to hide each other. `cells`: the exact counts; `totals`: sums of exposures, as
   the report has them. Who met a measure is not shown either where how many there are is hidden, and then nobody sees
   whether that count was hidden on its own: a line fails that is open both ways. #}
{% test hidden_cells_hide_each_other(model, cells, totals={}) %}
    {%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value"] -%}
    {%- set dimensions = lines_of_measures(totals) -%}
    with

    cells as (
        {% for answer, count in {"known": "people_count", "yes": "met_count"}.items() %}
        select
            {% for key in keys %}
            shown.{{ key }},
            {% endfor %}
            '{{ answer }}' as answer,
            {# A subgroup that only another link level has is in the report, and hides cells, without exact ones here. #}
            coalesce(exact.people_count, 0) as people_count,
            coalesce(exact.protected_count, 0) as protected_count,
            case when shown.{{ count }} is null and shown.null_reason = 'small_cell' then 1 else 0 end as is_hidden,
            case
                when shown.{{ count }} is null and shown.null_reason = 'small_cell'
                    and ('{{ answer }}' <> 'yes' or shown.people_count is not null)
                    then 1
                else 0
            end as is_surely_hidden
        from {{ model }} as shown
        left join {{ cells }} as exact
            on
                {% for key in keys %}
                {{ "and " if not loop.first }}shown.{{ key }} = exact.{{ key }}
                {% endfor %}
                and exact.answer = '{{ answer }}'
        where shown.measure_kind = 'share' or '{{ answer }}' = 'known'
        {{ "union all by name" if not loop.last }}
        {% endfor %}
    ),

    {# The answer `no` is not shown: what is seen of an answer is the known and the yes, and lines run across the rest. #}
    {% for dimension in dimensions if dimension.group_name != "answer" %}
    line_{{ loop.index }} as (
        select
            total.line_name,
            {% for hidden in ["hidden", "surely_hidden"] %}
            max(total.is_{{ hidden }}) as is_total_{{ hidden }},
            sum(part.is_{{ hidden }}) as {{ hidden }}_parts,
            sum(part.is_{{ hidden }} * part.people_count) as {{ hidden }}_people,
            max(part.is_{{ hidden }} * part.protected_count) as {{ hidden }}_families{{ "," if not loop.last }}
            {% endfor %}
        from (
            select *, {{ _line_of(dimension, "value", [keys[0]], dimensions) }} as line_name from cells
        ) as total
        inner join (
            select
                *,
                {{ _line_of(dimension, "parent", [keys[0]], dimensions) }} as line_name,
                {{ dimension.group }} as line_group
            from cells
            where {{ dimension.parent }} is not null
        ) as part
            on total.line_name = part.line_name
        group by total.line_name, part.line_group
    ),
    {% endfor %}

    lines as (
        {% for dimension in dimensions if dimension.group_name != "answer" %}
        select * from line_{{ loop.index }}
        {{ "union all" if not loop.last }}
        {% endfor %}
    )

    select line_name
    from lines
    where
        {% for hidden in ["hidden", "surely_hidden"] %}
        {{ "and " if not loop.first }}(
            {{ hidden }}_parts + is_total_{{ hidden }} = 1
            or (
                {{ hidden }}_parts > 1
                and is_total_{{ hidden }} = 0
                and (
                    {{ hidden }}_people <= 2 * {{ var("largest_hidden_count") }}
                    or {{ hidden }}_families <= {{ var("largest_hidden_count") }}
                )
            )
        )
        {% endfor %}
{% endtest %}
