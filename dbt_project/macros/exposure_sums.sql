{# Sums of exposures, for `measure_cells` and `measure_report`; no model calls these. #}

{# The exposures in a sum, where a sum is part of it those in that one. #}
{% macro _without_sums(total, totals) %}
    {%- set found = [] -%}
    {%- for part in totals[total] -%}
        {%- do found.extend(_without_sums(part, totals) if part in totals else [part]) -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}

{# How cells are added up over exposures: SQL of the exposure of the sum -> the exposures in it; none: each, or all. #}
{% macro _exposures_added(totals) %}
    {%- set added = {"exposure_value": none, "'all'": none} -%}
    {%- for total in totals -%}
        {%- do added.update({"'" ~ total ~ "'": _without_sums(total, totals)}) -%}
    {%- endfor -%}
    {{- return(added) -}}
{% endmacro %}

{# A query with one row per measure and exposure it is told of: those listed, with their sums, or those it has rows of. #}
{% macro _exposures_of_measures(exposures, totals, unsummed) %}
    select
        measure_name,
        'all' as exposure_value
    from measures
    where not {{ unsummed }}
    {% for exposure in exposures + totals.keys() | list %}
    union all by name
    select
        measure_name,
        '{{ exposure }}' as exposure_value
    from measures
    {% endfor %}
    {% if not exposures %}
    union all by name
    select
        measure_name,
        exposure_value
    from given
    group by measure_name, exposure_value
    {% endif %}
{% endmacro %}

{# A query with one row per measure, exposure or sum of exposures, and each exposure in it: `exposure`, `exposure_part`. #}
{% macro _exposures_and_parts(totals) %}
    {% for exposure, parts in _exposures_added(totals).items() %}
    select
        measure_name,
        {{ exposure }} as exposure,
        exposure_value as exposure_part
    from exposures
    where exposure_value {{ "in " ~ words(parts) if parts else "not in " ~ words(["all"] + totals.keys() | list) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
{% endmacro %}

{# A query with one row per whole and each of its parts: `<name>` and `<name>_part`. #}
{% macro _wholes_and_parts(name, wholes) %}
    {%- set rows = [] -%}
    {%- for whole, parts in wholes.items() -%}
        {%- for part in parts -%}
            {%- do rows.append("select\n'" ~ whole ~ "' as " ~ name ~ ",\n'" ~ part ~ "' as " ~ name ~ "_part") -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(rows | join("\nunion all\n")) -}}
{% endmacro %}

{# The exposure whose sum a cell's exposure is part of, as SQL. #}
{% macro exposure_parent(exposure, totals) -%}
    case
        {% for total, exposures in totals.items() -%}
        when {{ exposure }} in ('{{ exposures | join("', '") }}') then '{{ total }}'
        {% endfor -%}
        when {{ exposure }} <> 'all' then 'all'
    end
{%- endmacro %}
