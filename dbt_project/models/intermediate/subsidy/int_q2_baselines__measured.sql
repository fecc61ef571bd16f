-- One row per parent or child of the cohort, index month and measure of what was known before.
{%- set shares = {
    "had_no_prior_year_earnings": "case when prior_year_wage_usd is not null then prior_year_wage_usd = 0 end",
    "worked_in_prior_quarter": "worked_in_prior_quarter = 1",
    "had_snap_in_prior_year": "had_snap",
    "has_two_parents": "parent_count >= 2",
    "has_youngest_under_3": "youngest_age_months < 36",
} %}
with

units as (
    select * from {{ ref("int_q2_units__matched") }}
),

measured as (
    {% for generation in ["parent", "child"] %}
    {% for measure, condition in shares.items() %}
    select
        unit_key,
        'baseline_{{ generation }}_{{ measure }}' as measure_name,
        {{ condition }} as is_met,
        cast(null as {{ dbt.type_numeric() }}) as value_number
    from units
    where generation = '{{ generation }}'
    union all by name
    {% endfor %}
    select
        unit_key,
        'baseline_{{ generation }}_prior_year_earnings_usd' as measure_name,
        prior_year_wage_usd as value_number
    from units
    where generation = '{{ generation }}'
    {{ "union all by name" if not loop.last }}
    {% endfor %}
)

select
    unit_key,
    measure_name,
    is_met,
    value_number,
    case when is_met is null and value_number is null then 'not_observed' end as null_reason
from measured
