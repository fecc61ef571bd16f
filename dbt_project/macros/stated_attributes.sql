{# What a person can be said to be, and the names staging gives it. A staging model that has such a column, with the
   person's role before it or, for the person its rows are about, without, is heard: there is no list of models. #}
{% macro person_attributes() %}
    {{- return({
        "sex": ["sex"],
        "race_ethnicity": ["race_ethnicity"],
        "birth_month": ["birth_month"],
        "language": ["language_code"],
        "has_disability": ["has_disability", "has_special_education", "has_disabling_condition"],
        "county_code": ["county_code", "residence_county_code"],
    }) -}}
{% endmacro %}

{#
What one staging model's rows say of each of their persons: person, attribute, value, who states it, how often, how late.

rows     the staging model
roles    its persons; `subject` the one the rows are about; `home` those who share the language and county of the row
born     the role whose certificate of birth the row is, if any
A mother is female and a father male by their role. A voided row says nothing.
#}
{% macro stated_attributes(rows, agency, roles, subject, home, born) %}
{%- set model = rows.identifier -%}
{%- set columns = documented_columns(model) -%}
{%- set parts = [] -%}
{%- for role in roles -%}
    {%- set said = _said_of(role, columns, role == subject, role in home) -%}
    {%- if said -%}{%- do parts.append((role, said)) -%}{%- endif -%}
{%- endfor -%}
{%- for role, said in parts %}
select
    person_id,
    attribute,
    stated_value,
    '{{ model | replace("stg_", "", 1) }}:{{ role }}' as stated_by,
    '{{ agency }}' as agency,
    {{ "true" if role in born else "false" }} as is_own_certificate,
    cast(sum(record_count) as bigint) as record_count,
    max(stated_date) as last_stated_date
from (
    select
        stated.person_id,
        named.attribute,
        case named.attribute{% for attribute in said %} when '{{ attribute }}' then stated.{{ attribute }}{% endfor %} end
            as stated_value,
        stated.record_count,
        stated.stated_date
    from (
        {{ _stated_once(rows, role, said, columns) | indent(8) }}
    ) as stated
    cross join (
        {% for attribute in said %}select '{{ attribute }}' as attribute{{ " union all " if not loop.last }}{% endfor %}
    ) as named
) as unfolded
where stated_value is not null
group by person_id, attribute, stated_value
{{ "union all" if not loop.last }}
{%- endfor %}
{%- if not parts %}
select
    cast(null as {{ dbt.type_string() }}) as person_id,
    cast(null as {{ dbt.type_string() }}) as attribute,
    cast(null as {{ dbt.type_string() }}) as stated_value,
    cast(null as {{ dbt.type_string() }}) as stated_by,
    cast(null as {{ dbt.type_string() }}) as agency,
    cast(null as boolean) as is_own_certificate,
    cast(null as bigint) as record_count,
    cast(null as date) as last_stated_date
from {{ rows }}
where false
{%- endif %}
{% endmacro %}
