-- A child with two standing mothers or fathers, more than two standing parents, or one who is its own parent.
select child_person_id
from {{ ref("fct_parent_child_links") }}
where is_resolved
group by child_person_id
having
    sum(case when parent_role = 'mother' then 1 else 0 end) > 1
    or sum(case when parent_role = 'father' then 1 else 0 end) > 1
    or count(*) > 2
    or max(case when child_person_id = parent_person_id then 1 else 0 end) = 1
