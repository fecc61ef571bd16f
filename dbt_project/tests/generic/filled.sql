{# Columns with a missing value, and how many; one look at the table for all of them. #}
{% test filled(model, columns) %}
    with missing as (
        select
            {%- for column in columns %}
            sum(case when {{ adapter.quote(column) }} is null then 1 else 0 end) as c{{ loop.index }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ model }}
    )
    {% for column in columns %}
    select '{{ column }}' as column_name, c{{ loop.index }} as missing_count from missing where c{{ loop.index }} > 0
    {{ "union all" if not loop.last }}
    {% endfor %}
{% endtest %}
