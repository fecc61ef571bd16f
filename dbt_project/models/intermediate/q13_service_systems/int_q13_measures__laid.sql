-- One row per person, measure of a calendar year, and the number of systems, system or pair of systems it is told of.
with

person_years as (
    select
        *,
        case
            when system_count is null then 'unknown'
            when system_count >= {{ parameter("q13_many_systems") }} then '{{ parameter("q13_many_systems") }}_and_over'
            else cast(system_count as {{ dbt.type_string() }})
        end as exposure_value
    from {{ ref("int_q13_person_years__judged") }}
),

systems as (
    select * from {{ ref("int_q13_system_years__ordered") }}
),

pairs as (
    select * from {{ ref("int_q13_pairs__overlapped") }}
),

-- cut_by: the subgroups a measure is cut by. A year without an answer is cut by none; pairs are many, and of few.
laid as (
    {% for measure, reason in {
        "program_count": "null_reason", "overlap_months": "null_reason", "paid_usd": "paid_null_reason",
    }.items() %}
    select
        person_id,
        calendar_year,
        '{{ measure }}' as measure,
        exposure_value,
        cast(null as boolean) as is_met,
        {{ measure }} as value_number,
        {{ reason }} as null_reason,
        case when null_reason is null then 'every' else 'none' end as cut_by
    from person_years
    union all by name
    {% endfor %}
    select
        person_id,
        calendar_year,
        'was_first_by_system' as measure,
        system_name as exposure_value,
        is_first as is_met,
        'every' as cut_by
    from systems
    union all by name
    select
        person_id,
        calendar_year,
        'paid_usd_by_system' as measure,
        system_name as exposure_value,
        paid_usd as value_number,
        'every' as cut_by
    from systems
    where paid_usd is not null
    union all by name
    select
        person_id,
        calendar_year,
        'shared_months_by_pair' as measure,
        system_name || '+' || other_system_name as exposure_value,
        shared_months as value_number,
        'age_band' as cut_by
    from pairs
)

select
    person_id,
    calendar_year,
    measure || '_in_' || cast(calendar_year as {{ dbt.type_string() }}) as measure_name,
    exposure_value,
    is_met,
    cast(value_number as decimal(14, 2)) as value_number,
    null_reason,
    cut_by
from laid
