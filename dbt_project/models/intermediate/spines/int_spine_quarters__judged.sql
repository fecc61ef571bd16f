-- One row per whole quarter of the dense spines, with why each feed they need says nothing of it.
with

months as (
    select * from {{ ref("int_spine_months__judged") }}
)

select
    quarter_start_date,
    max(last_day_date) as last_day_date,
    {% for word in spine_feeds() %}
    case
        when max(case when {{ word }}_null_reason = 'not_observed' then 1 else 0 end) = 1 then 'not_observed'
        else max({{ word }}_null_reason)
    end as {{ word }}_null_reason,
    {% endfor %}
    max(uncovered_feed_count) as uncovered_feed_count
from months
group by quarter_start_date
having count(*) = 3
