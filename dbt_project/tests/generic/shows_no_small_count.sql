{# Rows of a report that show a count from 1 to 10, in any of its counts: publishing must stop. #}
{% test shows_no_small_count(model) %}
    {%- set counts = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(model) -%}
            {%- if "_count" in column.name -%}{%- do counts.append(column.name) -%}{%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    select 'a count is small' as problem
    from {{ model }}
    where
        false
        {% for count in counts %}
        or {{ is_small(count) }}
        {% endfor %}
{% endtest %}
