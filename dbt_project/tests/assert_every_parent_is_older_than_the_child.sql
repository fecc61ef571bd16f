-- A standing tie whose parent, by the surviving birth months, is not ten years older: a wrong join, or a wrong date.
{{ config(severity="warn") }}

select links.child_person_id
from {{ ref("fct_parent_child_links") }} as links
inner join {{ ref("dim_person") }} as child on links.child_person_id = child.person_id
inner join {{ ref("dim_person") }} as parent on links.parent_person_id = parent.person_id
where
    links.is_resolved
    and parent.birth_month > {{ dbt.dateadd("year", -10, "child.birth_month") }}
