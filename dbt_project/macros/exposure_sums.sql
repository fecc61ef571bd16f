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

{# Exposure, or sum of exposures -> the exposures in it. #}
{% macro _exposures_in(exposures, totals) %}
    {%- set wholes = {"all": exposures} -%}
    {%- for exposure in exposures -%}{%- do wholes.update({exposure: [exposure]}) -%}{%- endfor -%}
    {%- for total in totals -%}{%- do wholes.update({total: _without_sums(total, totals)}) -%}{%- endfor -%}
    {{- return(wholes) -}}
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
