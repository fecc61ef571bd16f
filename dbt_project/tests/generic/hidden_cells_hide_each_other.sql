{# Lines of a report, a total and the cells that add up to it, in which one cell is hidden alone, or the hidden ones are
   too few to hide each other. `cells`: the exact counts; `keys`: what a row of both is known by; `lines`: measures or
   systems_used; `totals`: sums of exposures, as the report has them. #}
{% test hidden_cells_hide_each_other(model, cells, keys=none, lines="measures", totals={}) %}
    {%- set keys = keys or ["measure_name", "exposure_value", "subgroup_name", "subgroup_value"] -%}
    {%- set dimensions = lines_of_measures(totals) if lines == "measures" else lines_of_systems_used() -%}
    {%- set counts = {"known": "people_count", "yes": "met_count"} if lines == "measures" else {"any": "people_count"} -%}
    with

    cells as (
        {% for answer, count in counts.items() %}
        select
            {% if lines == "measures" %}
            {% for key in keys %}
            shown.{{ key }},
            {% endfor %}
            '{{ answer }}' as answer,
            {# A subgroup that only another link level has is in the report, and hides cells, without exact ones here. #}
            coalesce(exact.people_count, 0) as people_count,
            {% else %}
            exact.*,
            {% endif %}
            case when shown.{{ count }} is null and shown.null_reason = 'small_cell' then 1 else 0 end as is_hidden
        from {{ model }} as shown
        {{ "left" if lines == "measures" else "inner" }} join {{ cells }} as exact
            on
                {% for key in keys %}
                {{ "and " if not loop.first }}shown.{{ key }} = exact.{{ key }}
                {% endfor %}
                {% if lines == "measures" %}
                and exact.answer = '{{ answer }}'
        where shown.measure_kind = 'share' or '{{ answer }}' = 'known'
                {% endif %}
        {{ "union all by name" if not loop.last }}
        {% endfor %}
    ),

    {# The answer `no` is not shown: what is seen of an answer is the known and the yes, and lines run across the rest. #}
    {% for dimension in dimensions if dimension.group_name != "answer" %}
    line_{{ loop.index }} as (
        select
            total.line_name,
            max(total.is_hidden) as is_total_hidden,
            sum(part.is_hidden) as hidden_parts,
            sum(part.is_hidden * part.people_count) as hidden_people
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
        hidden_parts + is_total_hidden = 1
        or (hidden_parts > 1 and is_total_hidden = 0 and hidden_people <= 2 * {{ var("largest_hidden_count") }})
{% endtest %}
