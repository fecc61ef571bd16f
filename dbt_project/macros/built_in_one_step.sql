{#
  A model takes its name in one statement and one transaction: what stood there goes as the new one comes. dbt's own way (a name
  aside, two renames, a drop) is for readers of a database in use; nobody reads the warehouse while it is built.
#}
{% materialization table, adapter="duckdb" %}
    {%- do return(built_in_one_step("table")) -%}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
    {%- do return(built_in_one_step("view")) -%}
{% endmaterialization %}

{% macro built_in_one_step(kind) %}
    {%- set before = load_cached_relation(this) -%}
    {%- set relation = this.incorporate(type=kind) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement("main") -%}
        {% if before is not none %}{{ get_drop_sql(before) }};{% endif %}
        {{ create_view_as(relation, sql) if kind == "view" else create_table_as(False, relation, sql) }}
    {%- endcall %}
    {% if var("link_level") == "balanced" %}{% do persist_docs(relation, model) %}{% endif %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {%- do return({"relations": [relation]}) -%}
{% endmacro %}
