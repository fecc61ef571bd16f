{# The models that make months of service of a feed whose contract does not declare its spells: model -> feed and the programs
   they tell of; none: as many as its codes. #}
{% macro service_models() %}
    {{- return({
        "int_birth_months__dated": {"feed": "health__births", "programs": ["birth_registration"]},
        "int_homeless_months__spread": {"feed": "coc__hmis", "programs": []},
        "int_school_months__spread": {"feed": "education__attendance", "programs": ["public_school"]},
        "int_wage_months__spread": {"feed": "labor__ui_wages", "programs": ["covered_employment"]},
    }) -}}
{% endmacro %}

{# The feeds whose contracts declare their spells of service, or what was paid for them -> their programs. #}
{% macro declared_service_feeds() %}
    {%- set feeds = {} -%}
    {%- for source in (graph.sources.values() if execute else []) | sort(attribute="name") if source.config.meta.program -%}
        {%- set meta = source.config.meta -%}
        {%- do feeds.update({meta.feed: feeds.get(meta.feed, []) + [meta.program]}) -%}
    {%- endfor -%}
    {%- for program in paid_programs() if spine_programs()[program] not in feeds -%}
        {%- do feeds.update({spine_programs()[program]: [program]}) -%}
    {%- endfor -%}
    {{- return(feeds) -}}
{% endmacro %}

{# Every feed that tells of services -> its programs; none: as many as its codes. #}
{% macro service_feeds() %}
    {%- set feeds = dict(declared_service_feeds()) -%}
    {%- for told in service_models().values() -%}
        {%- do feeds.update({told.feed: told.programs}) -%}
    {%- endfor -%}
    {{- return(feeds) -}}
{% endmacro %}
