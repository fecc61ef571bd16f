-- One row per family: housing only, health only, both or neither within the window after the index date.
with

exposures as (
    select
        housing.family_id,
        housing.housed_date,
        housing.is_housed,
        housing.is_housed_null_reason,
        health.served_date,
        {{ known("health.has_health_service_null_reason", "health.served_date is not null") }} as has_health_service,
        health.has_health_service_null_reason,
        health.enrolled_days
    from {{ ref("int_q3_housing__entered") }} as housing
    inner join {{ ref("int_q3_health__served") }} as health on housing.family_id = health.family_id
)

select
    *,
    case
        when is_housed and has_health_service then 'both'
        when is_housed and not has_health_service then 'housing_only'
        when not is_housed and has_health_service then 'health_only'
        when not is_housed and not has_health_service then 'neither'
        else 'unknown'
    end as exposure_value,
    {{ worst_null_reason(["is_housed_null_reason", "has_health_service_null_reason"]) }} as exposure_null_reason
from exposures
