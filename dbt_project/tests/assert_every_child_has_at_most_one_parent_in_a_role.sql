-- A child with two standing mothers or two standing fathers, or one who is its own parent.
select
    child_person_id,
    parent_role
from {{ ref("fct_parent_child_links") }}
where is_resolved
group by child_person_id, parent_role
having count(*) > 1 or max(case when child_person_id = parent_person_id then 1 else 0 end) = 1
