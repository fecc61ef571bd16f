{# Parts of `stated_attributes`; no model calls these. #}

{# The columns a staging model's own page describes; dbt knows them without asking the engine. #}
{% macro documented_columns(model) %}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name == model -%}
            {%- do found.extend(node.columns.keys()) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(found) -}}
{% endmacro %}

{# Attribute -> SQL, of what the rows say of the person in a role. #}
{% macro _said_of(role, columns, is_subject, is_home) %}
    {%- set said = {} -%}
    {%- for attribute, names in person_attributes().items() -%}
        {%- for name in names if attribute not in said -%}
            {%- set own = role ~ "_" ~ name -%}
            {%- set shared = is_subject or (is_home and attribute in ["language", "county_code"]) -%}
            {%- set column = own if own in columns else name if shared and name in columns else none -%}
            {%- if column -%}{%- do said.update({attribute: _as_stated(attribute, column, columns)}) -%}{%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if role in ["mother", "father"] and "sex" not in said and columns -%}
        {%- do said.update({"sex": "'female'" if role == "mother" else "'male'"}) -%}
    {%- endif -%}
    {{- return(said) -}}
{% endmacro %}

{# The value in the words of dim_person. #}
{% macro _as_stated(attribute, column, columns) %}
    {%- if attribute == "language" -%}
        {{- return(language_of(column)) -}}
    {%- elif attribute == "county_code" -%}
        {{- return(county_fips(column, "residence_state_code" if "residence_state_code" in columns else none)) -}}
    {%- else -%}
        {{- return(column) -}}
    {%- endif -%}
{% endmacro %}

{# Each different statement of a role's records once, with how many there are: a feed of months repeats itself. #}
{% macro _stated_once(rows, role, said, columns) -%}
select
    {{ role ~ "_person_id" if role ~ "_person_id" in columns else "person_id" }} as person_id,
    {% for attribute, expression in said.items() %}
    cast({{ expression }} as {{ dbt.type_string() }}) as {{ attribute }},
    {% endfor %}
    count(*) as record_count,
    max({{ _stated_date(columns) }}) as stated_date
from {{ rows }}
where
    {{ role ~ "_person_id" if role ~ "_person_id" in columns else "person_id" }} is not null
    {{ "and not coalesce(is_void, false)" if "is_void" in columns }}
group by {{ range(1, said | length + 2) | join(", ") }}
{%- endmacro %}

{# When a row was said: the first of these days that the model has. #}
{% macro _stated_date(columns) %}
    {%- for name in ["updated_at", "registration_date", "start_date", "response_at", "assessed_date", "tested_date"]
        if name in columns -%}
        {{- return("cast(" ~ name ~ " as date)") -}}
    {%- endfor -%}
    {{- return("cast(null as date)") -}}
{% endmacro %}

{# A language by its code of two or three letters (ISO 639): the two most spoken, and the rest. Undetermined is unsaid. #}
{% macro language_of(code) -%}
    case
        when lower({{ code }}) in ('en', 'eng') then 'english'
        when lower({{ code }}) in ('es', 'spa') then 'spanish'
        when lower({{ code }}) not in ('und', 'mul', 'mis', 'zxx', '') then 'other'
    end
{%- endmacro %}

{# A county as five digits: three are of the state that runs this system, unless the row says another. #}
{% macro county_fips(county, state) -%}
    case
        when length({{ county }}) = 5 then {{ county }}
        when length({{ county }}) = 3 {{ "and " ~ state ~ " = '" ~ var("state_code") ~ "'" if state }}
            then '{{ var("state_fips") }}' || {{ county }}
    end
{%- endmacro %}
