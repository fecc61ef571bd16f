-- One row per person, calendar year and two systems that both saw the person in it.
with

systems as (
    select * from {{ ref("int_q13_system_years__ordered") }}
),

months as (
    select * from {{ ref("int_q13_system_months__listed") }}
),

pairs as (
    select
        one.person_id,
        one.calendar_year,
        one.system_name,
        other.system_name as other_system_name
    from systems as one
    inner join systems as other
        on
            one.person_id = other.person_id
            and one.calendar_year = other.calendar_year
            and one.system_name < other.system_name
),

shared as (
    select
        pairs.person_id,
        pairs.calendar_year,
        pairs.system_name,
        pairs.other_system_name,
        count(*) as shared_months
    from pairs
    inner join months
        on
            pairs.person_id = months.person_id
            and pairs.calendar_year = months.calendar_year
            and pairs.system_name = months.system_name
    inner join months as other_months
        on
            pairs.person_id = other_months.person_id
            and months.service_month = other_months.service_month
            and pairs.other_system_name = other_months.system_name
    group by pairs.person_id, pairs.calendar_year, pairs.system_name, pairs.other_system_name
)

select
    pairs.person_id,
    pairs.calendar_year,
    pairs.system_name,
    pairs.other_system_name,
    coalesce(shared.shared_months, 0) as shared_months
from pairs
left join shared
    on
        pairs.person_id = shared.person_id
        and pairs.calendar_year = shared.calendar_year
        and pairs.system_name = shared.system_name
        and pairs.other_system_name = shared.other_system_name
