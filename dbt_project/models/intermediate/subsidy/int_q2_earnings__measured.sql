-- One row per parent of the cohort, index month and measure of earnings before and after it.
with

quarters as (
    select
        units.unit_key,
        quarters.relative_quarter,
        quarters.wage_usd,
        quarters.null_reason
    from {{ ref("int_q2_units__gathered") }} as units
    inner join {{ ref("int_q2_parent_quarters__laid") }} as quarters
        on
            units.family_id = quarters.family_id
            and units.index_month = quarters.index_month
            and units.person_id = quarters.person_id
    where units.generation = 'parent'
),

-- The parent's own time before: the year after the quarter of the index month less the year before it.
measured as (
    select
        unit_key,
        'earnings_change_from_prior_year_usd' as measure_name,
        sum(case when relative_quarter between 1 and 4 then wage_usd when relative_quarter < 0 then -1 * wage_usd end)
            as value_number,
        -- Of two reasons the one that comes first stands: not_observed, also by the alphabet.
        min(case when relative_quarter <= 4 and relative_quarter <> 0 then null_reason end) as null_reason
    from quarters
    group by unit_key
    {% for quarter in range(-4, 9) %}
    union all by name
    select
        unit_key,
        'earnings_q_{{ "minus" if quarter < 0 else "plus" }}_{{ quarter | abs }}_usd' as measure_name,
        wage_usd as value_number,
        null_reason
    from quarters
    where relative_quarter = {{ quarter }}
    {% endfor %}
)

select
    unit_key,
    measure_name,
    case when null_reason is null then value_number end as value_number,
    null_reason
from measured
