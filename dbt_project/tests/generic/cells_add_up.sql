{# Cells of `measure_cells` that are not the sum of their parts: an exposure that is not listed, a subgroup that leaves
   somebody out, an answer that is none. #}
{% test cells_add_up(model, totals={}) %}
    {%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value", "answer"] -%}
    {%- set ways = {
        "exposure_value": [exposure_parent("part.exposure_value", totals) ~ " = total.exposure_value"],
        "subgroup_value": ["total.subgroup_name = 'all'", "part.subgroup_name <> 'all'"],
        "answer": ["total.measure_name is not null", "part.answer_parent = total.answer"],
    } -%}
    {% for across, conditions in ways.items() %}
    select
        {% for key in keys %}
        total.{{ key }},
        {% endfor %}
        '{{ across }}' as does_not_add_up_over
    from {{ model }} as total
    inner join {{ model }} as part
        on
            {{ conditions | join(" and ") }}
            {% for key in keys if key != across and not (across == "subgroup_value" and key == "subgroup_name") %}
            and total.{{ key }} = part.{{ key }}
            {% endfor %}
    group by total.{{ keys | join(", total.") }}{{ ", part.subgroup_name" if across == "subgroup_value" }}
    having max(total.people_count) <> sum(part.people_count)
    {{ "union all by name" if not loop.last }}
    {% endfor %}
{% endtest %}
