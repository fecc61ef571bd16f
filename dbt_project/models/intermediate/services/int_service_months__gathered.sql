-- One row per record, feed, program and month in which an agency saw the person.
{{ config(materialized="view") }}

with

gathered as (
    select * from {{ ref("int_declared_months__spread") }}
    {% for model, told in service_models().items() %}
    union all by name
    select
        *,
        '{{ told.feed.split("__")[0] }}' as agency,
        '{{ told.feed }}' as feed
    from {{ ref(model) }}
    {% endfor %}
)

select
    record_id,
    person_id,
    service_month,
    agency,
    feed,
    program,
    service_count
from gathered
