{# Rows of a report that show something of 1 to 10 people or families: publishing must stop. `cells`: the exact counts. Who
   did not meet a measure is told by who did. #}
{% test shows_no_cell_of_few(model, cells) %}
    {%- set keys = ["measure_name", "exposure_value", "subgroup_name", "subgroup_value"] -%}
    select 'a cell is of few' as problem
    from {{ model }} as shown
    inner join {{ cells }} as exact
        on
            {% for key in keys %}
            {{ "and " if not loop.first }}shown.{{ key }} = exact.{{ key }}
            {% endfor %}
    where
        {{ is_small("exact.protected_count") }}
        and (
            (exact.answer = 'known' and shown.people_count is not null)
            or (exact.answer = 'yes' and shown.met_count is not null)
            or (exact.answer = 'no' and shown.met_count is not null and shown.people_count is not null)
        )
{% endtest %}
