-- An ended id that still holds a record: old and new would be two people. Keys and redirects are of different nights.
select redirects.former_person_id
from {{ ref("dim_person_redirect") }} as redirects
inner join {{ ref("stg_linkage__person_keys") }} as keys on redirects.former_person_id = keys.balanced_person_id
