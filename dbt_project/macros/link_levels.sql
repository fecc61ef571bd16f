{# The three cuts of linkage, balanced last: the order in which a night builds them. #}
{% macro link_levels() %}
    {{- return(["strict", "lenient", "balanced"]) -}}
{% endmacro %}

{# Where a model is built: balanced in the target's schema, strict and lenient each in a schema of its own name. #}
{% macro generate_schema_name(custom_schema_name, node) %}
    {%- if var("link_level") == "balanced" -%}
        {{- return(target.schema) -}}
    {%- endif -%}
    {{- return(var("link_level")) -}}
{% endmacro %}

{# The cells of a question at a level: this build's own, or what the night built before it at another. #}
{% macro cells_at(level, cells) %}
    {%- set own = ref(cells) -%}
    {%- if level == "balanced" -%}
        {{- return(own) -}}
    {%- endif -%}
    {{- return(api.Relation.create(database=own.database, schema=level, identifier=cells, type="table")) -}}
{% endmacro %}

{# Whether there are cells at another level than balanced. A build by hand has none, and the report says so. #}
{% macro link_level_is_built(level, cells) %}
    {%- if not execute -%}{{- return(false) -}}{%- endif -%}
    {{- return(load_relation(cells_at(level, cells)) is not none) -}}
{% endmacro %}

{# The levels at which there are cells, balanced last. #}
{% macro levels_built(cells) %}
    {%- set levels = [] -%}
    {%- for level in link_levels() if level == "balanced" or link_level_is_built(level, cells) -%}
        {%- do levels.append(level) -%}
    {%- endfor -%}
    {{- return(levels) -}}
{% endmacro %}

{# What a column of a level is called after: nothing for balanced. #}
{% macro level_suffix(level) %}
    {{- return("" if level == "balanced" else "_" ~ level) -}}
{% endmacro %}

{# The names of a count at the levels, the balanced one first. #}
{% macro counts_at(levels, count="people_count") %}
    {%- set counts = [] -%}
    {%- for level in levels | reverse -%}
        {%- do counts.append(count ~ level_suffix(level)) -%}
    {%- endfor -%}
    {{- return(counts) -}}
{% endmacro %}
