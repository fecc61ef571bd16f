{# Which of linkage's ids is a person in this build: the `link_level` variable chooses. #}
{% macro person_id_column() %}
    {%- set columns = {"strict": "strict_id", "balanced": "person_id", "lenient": "lenient_id"} -%}
    {%- set level = var("link_level") -%}
    {%- if level not in columns -%}
        {{ exceptions.raise_compiler_error("link_level must be strict, balanced or lenient, not " ~ level) }}
    {%- endif -%}
    {{- return(columns[level]) -}}
{% endmacro %}

{# The person of a record and how sure linkage is: two columns of the join below. #}
{% macro person_columns(role) %}
    {%- set prefix = "" if role == "person" else role ~ "_" -%}
    {{ role }}_keys.{{ person_id_column() }} as {{ prefix }}person_id,
    {{ role }}_keys.link_band as {{ prefix }}link_band
{%- endmacro %}

{# Staging's only join: one for each person a row mentions. A record without a key keeps its row and has no person. #}
{% macro join_person_keys(role, rows="rows_in_force") %}
    left join {{ source("linkage", "person_keys") }} as {{ role }}_keys
        on {{ rows }}.{{ role }}_record_id = {{ role }}_keys.record_id
{%- endmacro %}
