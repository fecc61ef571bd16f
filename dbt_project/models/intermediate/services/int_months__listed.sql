-- One row per calendar month.
{%- set first_month = "cast('" ~ var("first_month") ~ "' as date)" %}
with

numbers as (
    {{ dbt.generate_series(var("month_count")) }}
),

months as (
    select cast({{ dbt.dateadd("month", "generated_number - 1", first_month) }} as date) as month_start
    from numbers
)

select
    month_start as calendar_month,
    {{ last_day_of_month("month_start") }} as last_day_date,
    cast(extract(year from month_start) as integer) as calendar_year,
    cast(extract(quarter from month_start) as integer) as calendar_quarter
from months
