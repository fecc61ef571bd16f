-- One row per person id that ended, in whatever version it was published.
with

redirects as (
    select * from {{ ref("int_person_redirects__classified") }}
)

select
    former_person_id,
    person_id,
    redirect_state,
    ended_date
from redirects
