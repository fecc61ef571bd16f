-- One row per family: its weight among families like those that were housed.
{%- set strata = ["was_homeless", "has_infant", "has_three_children"] %}
{%- set is_housed = "exposure_value in ('both', 'housing_only')" %}
with

families as (
    select
        exposures.family_id,
        exposures.exposure_value,
        baselines.{{ strata | join(",\n        baselines.") }}
    from {{ ref("int_q3_exposures__judged") }} as exposures
    inner join {{ ref("int_q3_baselines__measured") }} as baselines on exposures.family_id = baselines.family_id
),

with_neither as (
    {{ coarsened_exact_weights(
        "families", "case when " ~ is_housed ~ " then true when exposure_value = 'neither' then false end", strata
    ) }}
),

with_health_only as (
    {{ coarsened_exact_weights(
        "families", "case when " ~ is_housed ~ " then true when exposure_value = 'health_only' then false end", strata
    ) }}
)

-- Every group is weighed to the families that were housed, so that all four can be compared with each other.
select
    with_neither.family_id,
    case
        when with_neither.exposure_value = 'health_only' then with_health_only.match_weight
        else with_neither.match_weight
    end as match_weight
from with_neither
inner join with_health_only on with_neither.family_id = with_health_only.family_id
