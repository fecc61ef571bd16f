-- One row per family, index month and parent, with the work of the four quarters before.
with

quarters as (
    select * from {{ ref("int_q2_parent_quarters__laid") }}
    where relative_quarter < 0
)

select
    family_id,
    index_month,
    person_id,
    case when count(wage_usd) = 4 then sum(wage_usd) end as prior_year_wage_usd,
    max(case when relative_quarter = -1 then {{ as_number("is_employed") }} end) as worked_in_prior_quarter
from quarters
group by family_id, index_month, person_id
