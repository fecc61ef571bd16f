{# The programs whose months, dollars and gaps the dense spines tell: program -> the feed that speaks for it. #}
{% macro spine_programs() %}
    {{- return({
        "snap": "human_services__snap",
        "tanf": "human_services__tanf",
        "child_care_subsidy": "family_services__child_care_subsidy",
        "medicaid": "medicaid__eligibility",
        "medicaid_care": "medicaid__claims",
    }) -}}
{% endmacro %}

{# Those of them in which somebody is paid; enrolment in Medicaid is not, its care is. #}
{% macro paid_programs() %}
    {{- return(spine_programs().keys() | reject("equalto", "medicaid") | list) -}}
{% endmacro %}

{# Every feed the dense spines need the coverage of: word -> feed. #}
{% macro spine_feeds() %}
    {{- return(dict(spine_programs(), wage="labor__ui_wages", alive="health__deaths")) -}}
{% endmacro %}

{# The columns of one program in a dense spine: months and dollars, null with the reason beside them. #}
{% macro spine_columns(sums, judged) %}
    {%- for program in spine_programs() %}
    case when {{ judged }}.{{ program }}_null_reason is null
        then cast(coalesce({{ sums }}.{{ program }}_months, 0) as smallint) end as {{ program }}_months,
    {%- if program in paid_programs() %}
    case when {{ judged }}.{{ program }}_null_reason is null
        then cast(coalesce({{ sums }}.{{ program }}_usd, 0) as decimal(14, 2)) end as {{ program }}_usd,
    {%- endif %}
    {{ judged }}.{{ program }}_null_reason{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# Sums of the same from the sparse table, to be grouped. A person, month, feed and program is one row of it. #}
{% macro spine_sums() %}
    {%- for program, feed in spine_programs().items() %}
    {%- set is_it = "program = '" ~ program ~ "' and feed = '" ~ feed ~ "'" %}
    sum(case when {{ is_it }} then 1 else 0 end) as {{ program }}_months,
    {%- if program in paid_programs() %}
    sum(case when {{ is_it }} then paid_usd end) as {{ program }}_usd,
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{# The columns of one program in a family's spine: sums over members, null with the reason where the members' are. #}
{% macro family_spine_columns(members) %}
    {%- for program in spine_programs() %}
    {%- set months = members ~ "." ~ program ~ "_months" %}
    {%- if program in paid_programs() %}
    cast(sum({{ members }}.{{ program }}_usd) as decimal(14, 2)) as {{ program }}_usd,
    {%- endif %}
    cast(sum(case when {{ months }} > 0 then 1 when {{ months }} = 0 then 0 end) as smallint)
        as {{ program }}_member_count,
    max({{ members }}.{{ program }}_null_reason) as {{ program }}_null_reason{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
