{# The ways the cells of a report add up: the `dimensions` of `suppress_small_cells`, and of the test that looks at lines. #}

{# People of every subgroup add up to all. #}
{% macro line_of_subgroups() %}
    {{- return({
        "group_name": "subgroup",
        "value": "subgroup_name || ':' || subgroup_value",
        "parent": "case when subgroup_name <> 'all' then 'all:all' end",
        "group": "subgroup_name",
    }) -}}
{% endmacro %}

{# Measures: subgroups, exposures (by way of `totals`, sums of some of them), and the answers yes and no to what is known. #}
{% macro lines_of_measures(totals={}) %}
    {{- return([
        line_of_subgroups(),
        {
            "group_name": "exposure",
            "value": "exposure_value",
            "parent": exposure_parent("exposure_value", totals),
            "group": "''",
        },
        {
            "group_name": "answer",
            "value": "answer",
            "parent": "case when answer <> 'known' then 'known' end",
            "group": "''",
        },
    ]) -}}
{% endmacro %}
