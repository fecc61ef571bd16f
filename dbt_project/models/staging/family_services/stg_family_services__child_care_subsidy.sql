-- One row per case and month of receipt.
{#- A table: spells, ties and units each read it once per person of the row, with five joins each time. #}
{{ config(materialized="table") }}
with

rows_in_force as (
    select * from {{ source("in_force", "family_services__child_care_subsidy") }}
)

select
    rows_in_force.caseid_key as case_key_child_care,
    rows_in_force.reportmonth as receipt_month,
    rows_in_force.reportmonth as start_date,
    cast({{ dbt.dateadd("month", 1, "rows_in_force.reportmonth") }} as date) as end_date,
    rows_in_force.parent_record_id,
    {{ person_columns("parent") }},
    {% for number in range(1, 5) %}
    rows_in_force.child_{{ number }}_record_id,
    {{ person_columns("child_" ~ number) }},
    {% endfor %}
    rows_in_force.parentdob_birth_month as parent_birth_month,
    rows_in_force.countyfips as county_code,
    case rows_in_force.singleparent when '1' then true when '0' then false end as is_single_parent,
    rows_in_force.language as language_code,
    rows_in_force.reasonforcare as reason_for_care_code,
    rows_in_force.reasonforcare in ('1', '3', '6', '8') as is_for_work,
    rows_in_force.reasonforcare in ('2', '3', '7', '8') as is_for_training,
    rows_in_force.assistancebegan as assistance_began_month,
    cast(rows_in_force.familysize as integer) as family_member_count,
    rows_in_force.monthlyincome as monthly_income_usd,
    rows_in_force.monthlycopay as copay_usd,
    {% for number in range(1, 5) %}
    rows_in_force.child{{ number }}id_key as child_{{ number }}_key_child_care,
    rows_in_force.child{{ number }}dob_birth_month as child_{{ number }}_birth_month,
    case rows_in_force.child{{ number }}sex when '1' then 'male' when '2' then 'female' end as child_{{ number }}_sex,
    rows_in_force.child{{ number }}caretype as child_{{ number }}_care_type_code,
    {{ care_setting("rows_in_force.child" ~ number ~ "caretype") }} as child_{{ number }}_care_setting_name,
    rows_in_force.child{{ number }}caretype in ('01', '02', '03', '04') as child_{{ number }}_has_licensed_care,
    rows_in_force.child{{ number }}provider_key as child_{{ number }}_provider_key_child_care,
    rows_in_force.child{{ number }}paid as child_{{ number }}_paid_usd{%- if not loop.last %},{% endif %}
    {% endfor %}
from rows_in_force
{{ join_person_keys("parent") }}
{% for number in range(1, 5) %}
{{ join_person_keys("child_" ~ number) }}
{% endfor %}
