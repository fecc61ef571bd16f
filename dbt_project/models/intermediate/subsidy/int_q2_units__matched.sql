-- One row per parent or child of the cohort and index month, with its strata and its weight.
with

units as (
    select
        *,
        case
            when prior_year_wage_usd is null then 'unknown'
            when prior_year_wage_usd = 0 then 'none'
            when prior_year_wage_usd < 10000 then 'under_10000'
            when prior_year_wage_usd < 25000 then 'under_25000'
            else '25000_and_over'
        end as earnings_band,
        case
            when youngest_age_months is null then 'unknown'
            when youngest_age_months < 36 then '00_to_02'
            when youngest_age_months < 72 then '03_to_05'
            else '06_and_over'
        end as youngest_age_band,
        case
            when generation = 'parent' then 'all'
            when age_months is null then 'unknown'
            when age_months < 36 then '00_to_02'
            when age_months < 72 then '03_to_05'
            else '06_and_over'
        end as child_age_band,
        case when parent_count >= 2 then 'two_or_more' when parent_count = 1 then 'one' else 'none' end as parents_band,
        prior_snap_months > 0 as had_snap
    from {{ ref("int_q2_units__described") }}
),

weighted as (
    {{ coarsened_exact_weights("units", "is_served", [
        "sex", "earnings_band", "worked_in_prior_quarter", "youngest_age_band", "child_age_band", "parents_band",
        "had_snap",
    ], apart=["generation"]) }}
)

select
    unit_key,
    generation,
    family_id,
    index_month,
    index_quarter_date,
    person_id,
    is_served,
    {{ outcome_subgroups() | join(", ") }},
    age_months,
    earnings_band,
    worked_in_prior_quarter,
    prior_year_wage_usd,
    youngest_age_months,
    youngest_age_band,
    child_age_band,
    parent_count,
    parents_band,
    had_snap,
    match_weight
from weighted
