-- A former id that a family still has, or one that leads to no family of its definition.
select redirects.former_family_id
from {{ ref("dim_family_redirect") }} as redirects
left join {{ ref("dim_family") }} as same
    on
        redirects.family_definition = same.family_definition
        and redirects.former_family_id = same.family_id
left join {{ ref("dim_family") }} as led
    on
        redirects.family_definition = led.family_definition
        and redirects.family_id = led.family_id
where same.family_id is not null or (redirects.family_id is not null and led.family_id is null)
