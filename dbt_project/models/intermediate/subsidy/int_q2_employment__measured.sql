-- One row per parent of the cohort, index month and measure of work after it.
{%- set least_quarters = parameter("q2_qualifying_quarters") %}
{%- set least_usd = parameter("q2_qualifying_usd") %}
with

quarters as (
    select
        units.unit_key,
        quarters.relative_quarter,
        quarters.wage_usd,
        quarters.null_reason,
        {{ as_number("quarters.is_employed") }} as employed
    from {{ ref("int_q2_units__gathered") }} as units
    inner join {{ ref("int_q2_parent_quarters__laid") }} as quarters
        on
            units.family_id = quarters.family_id
            and units.index_month = quarters.index_month
            and units.person_id = quarters.person_id
    where units.generation = 'parent' and quarters.relative_quarter between 1 and 4
),

spans as (
    select
        unit_key,
        {% for quarter in [2, 4] %}
        max(case when relative_quarter = {{ quarter }} then employed end) as employed_q{{ quarter }},
        max(case when relative_quarter = {{ quarter }} then null_reason end) as q{{ quarter }}_null_reason,
        {% endfor %}
        sum(employed) as year_quarters,
        sum(wage_usd) as year_wage_usd,
        -- Of two reasons the one that comes first stands: not_observed, also by the alphabet.
        min(null_reason) as year_null_reason
    from quarters
    group by unit_key
),

measured as (
    {% for quarter in [2, 4] %}
    select
        unit_key,
        'is_employed_q{{ quarter }}_after_start' as measure_name,
        employed_q{{ quarter }} = 1 as is_met,
        q{{ quarter }}_null_reason as null_reason
    from spans
    union all by name
    {% endfor %}
    select
        unit_key,
        'has_stable_employment_q1_to_q4' as measure_name,
        year_quarters = 4 as is_met,
        year_null_reason as null_reason
    from spans
    union all by name
    select
        unit_key,
        'has_qualifying_employment_q1_to_q4' as measure_name,
        year_quarters >= {{ least_quarters }} and year_wage_usd >= {{ least_usd }} as is_met,
        year_null_reason as null_reason
    from spans
)

select
    unit_key,
    measure_name,
    case when null_reason is null then is_met end as is_met,
    null_reason
from measured
