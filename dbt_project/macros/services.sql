{# The models that make months of service of a feed whose contract does not declare its spells: model -> feed. #}
{% macro service_models() %}
    {{- return({
        "int_birth_months__dated": "health__births",
        "int_homeless_months__spread": "coc__hmis",
        "int_school_months__spread": "education__attendance",
        "int_wage_months__spread": "labor__ui_wages",
    }) -}}
{% endmacro %}

{# Every feed that tells of services -> its programs, where a contract declares them; none: a model of ours knows them. #}
{% macro service_feeds() %}
    {%- set feeds = {} -%}
    {%- for source in (graph.sources.values() if execute else []) | sort(attribute="name") if source.config.meta.program -%}
        {%- set meta = source.config.meta -%}
        {%- do feeds.update({meta.feed: feeds.get(meta.feed, []) + [meta.program]}) -%}
    {%- endfor -%}
    {%- for program in paid_programs() if spine_programs()[program] not in feeds -%}
        {%- do feeds.update({spine_programs()[program]: [program]}) -%}
    {%- endfor -%}
    {%- for feed in service_models().values() -%}
        {%- do feeds.update({feed: []}) -%}
    {%- endfor -%}
    {{- return(feeds) -}}
{% endmacro %}
