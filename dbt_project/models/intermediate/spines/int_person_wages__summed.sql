-- One row per person and quarter with a wage record.
with

wages as (
    select
        person_id,
        employer_key_labor,
        wage_usd,
        cast(
            cast(calendar_year as {{ dbt.type_string() }})
            || case calendar_quarter when 1 then '-01-01' when 2 then '-04-01' when 3 then '-07-01' else '-10-01' end
            as date
        ) as quarter_start_date
    from {{ ref("stg_labor__ui_wages") }}
    where person_id is not null
)

select
    person_id,
    quarter_start_date,
    cast(sum(wage_usd) as integer) as wage_usd,
    count(distinct case when wage_usd > 0 then employer_key_labor end) as employer_count
from wages
group by person_id, quarter_start_date
