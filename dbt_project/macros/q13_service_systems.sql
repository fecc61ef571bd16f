{# The SQL condition that a row of program use counts for Q13: of a system that counts, and of no program left out. #}
{% macro is_counted_for_q13() -%}
    program not in {{ words(parameter("q13_programs_left_out")) }}
    and {{ is_system_of_q13() }}
{%- endmacro %}

{# The SQL condition that an agency is a system of Q13. #}
{% macro is_system_of_q13() -%}
    {%- set systems = parameter("q13_systems") -%}
    {{- "true" if systems == ["all"] else "agency in " ~ words(systems) -}}
{%- endmacro %}

{# The feeds a year of Q13 is asked to cover: those that tell of a program which is not left out. #}
{% macro q13_feeds() %}
    {%- set feeds = [] -%}
    {%- for feed, programs in service_feeds().items() -%}
        {%- if not programs or programs | reject("in", parameter("q13_programs_left_out")) | list -%}
            {%- do feeds.append(feed) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(feeds) -}}
{% endmacro %}

{# The feeds that carry what was paid. #}
{% macro paying_feeds() %}
    {%- set feeds = [] -%}
    {%- for program in paid_programs() -%}{%- do feeds.append(spine_programs()[program]) -%}{%- endfor -%}
    {{- return(feeds) -}}
{% endmacro %}

{# A share of two figures that are shown, so that it tells nothing more. #}
{% macro share_of(part, whole) -%}
    cast(round({{ part }} * 1.0 / nullif({{ whole }}, 0), 3) as decimal(18, 4))
{%- endmacro %}
