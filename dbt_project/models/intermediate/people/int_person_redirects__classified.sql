-- One row per person id that ended, with what became of it.
with

redirects as (
    select * from {{ ref("stg_linkage__person_redirects") }}
)

select
    former_person_id,
    person_id,
    ended_date,
    case when person_id is null then 'retired' else 'redirected' end as redirect_state
from redirects
