-- A record linkage does not know: dbt ran on other deliveries than linkage did.
{{ config(severity="warn") }}

{% for model, roles in {
    "stg_health__births": ["child", "mother", "father"],
    "stg_coc__hmis__client": ["person"],
    "stg_coc__hmis__enrollment": ["person"],
    "stg_labor__ui_wages": ["person"],
    "stg_education__attendance": ["person"],
}.items() %}
{% set outer_loop = loop %}
{% for role in roles %}
select '{{ model }}' as model_name
from {{ ref(model) }}
where {{ role }}_record_id is not null and {{ "" if role == "person" else role ~ "_" }}person_id is null
{{ "union all by name" if not (loop.last and outer_loop.last) }}
{% endfor %}
{% endfor %}
