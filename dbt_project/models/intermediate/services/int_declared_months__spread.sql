-- One row per record, feed, program and month of a spell that a contract declares.
with

spells as (
    select * from {{ ref("int_declared_spells__gathered") }}
),

coverage as (
    select * from {{ ref("int_source_coverage__measured") }}
),

-- A spell that ends on the day it began has that day; none is known after the last day its feed speaks for.
bounded as (
    select
        spells.*,
        case
            when coverage.last_covered_date < spells.end_date then coverage.last_covered_date
            when spells.end_date > spells.start_date
                then cast({{ dbt.dateadd("day", -1, "spells.end_date") }} as date)
            when spells.end_date is not null then spells.start_date
            else coverage.last_covered_date
        end as last_known_date
    from spells
    inner join coverage on spells.feed = coverage.feed
    where spells.person_id is not null and spells.start_date is not null
),

months as (
    select * from {{ ref("int_months__listed") }}
)

select
    bounded.record_id,
    bounded.person_id,
    months.calendar_month as service_month,
    bounded.agency,
    bounded.feed,
    bounded.program,
    cast(sum(bounded.spell_count) as bigint) as service_count
from bounded
inner join months
    on
        bounded.start_date <= months.last_day_date
        and bounded.last_known_date >= months.calendar_month
group by
    bounded.record_id, bounded.person_id, months.calendar_month, bounded.agency, bounded.feed, bounded.program
