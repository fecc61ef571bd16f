{# First or last day of a term. A school year is named for the year it ends in: fall is August to December of the year
   before, spring January to May, summer June and July. #}
{% macro term_date(school_year, term_name, which) %}
    {%- set days = {
        "fall": {"first": "08-01", "last": "12-31"},
        "spring": {"first": "01-01", "last": "05-31"},
        "summer": {"first": "06-01", "last": "07-31"},
    } -%}
    cast(
        cast({{ school_year }} - case when {{ term_name }} = 'fall' then 1 else 0 end as {{ dbt.type_string() }})
        || case {{ term_name }}
            {%- for term, day in days.items() %} when '{{ term }}' then '-{{ day[which] }}'{% endfor %}
        end as date
    )
{%- endmacro %}
