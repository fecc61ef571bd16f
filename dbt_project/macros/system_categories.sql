{# Every category of systems used as (category, parent category): any, how many, and which. #}
{% macro system_categories() %}
    {%- set systems = parameter("q13_systems") | sort -%}
    {%- set categories = [("any", none)] -%}
    {%- for count in range(1, systems | length + 1) -%}
        {%- do categories.append((count | string, "any")) -%}
    {%- endfor -%}
    {%- for mask in range(1, 2 ** (systems | length)) -%}
        {%- set members = [] -%}
        {%- for position in range(systems | length) if (mask // 2 ** position) % 2 == 1 -%}
            {%- do members.append(systems[position]) -%}
        {%- endfor -%}
        {%- do categories.append((members | join("+"), members | length | string)) -%}
    {%- endfor -%}
    {{- return(categories) -}}
{% endmacro %}

{# The SQL condition that an agency is a system Q13 counts. #}
{% macro is_system_of_q13() -%}
    agency in ('{{ parameter("q13_systems") | join("', '") }}')
{%- endmacro %}

{# The SQL condition that a feed tells of services Q13 counts. #}
{% macro is_feed_of_q13() -%}
    {{ is_system_of_q13() }}
    {%- for feed in parameter("q13_feeds_left_out") %}
        and feed <> '{{ feed }}'
    {%- endfor %}
{%- endmacro %}

{# The SQL condition that a row of program use counts for Q13. #}
{% macro is_counted_for_q13() -%}
    {{ is_system_of_q13() }}
    and program not in ('{{ parameter("q13_programs_left_out") | join("', '") }}')
{%- endmacro %}
