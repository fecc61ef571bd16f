-- One row per child, month, kind of early care and setting in which the child had a day of it.
with

months as (
    select * from {{ ref("int_months__listed") }}
),

pre_k as (
    select
        child_person_id as person_id,
        enrolled_month as care_month,
        'pre_k' as care_type,
        site_type as setting_name
    from {{ ref("stg_early_learning__prek") }}
),

-- An enrolment that nobody has ended is known to last as long as its feed speaks.
head_start_spells as (
    select
        spells.person_id,
        spells.start_date,
        spells.program_option,
        coalesce(
            cast({{ dbt.dateadd("day", -1, "spells.end_date") }} as date), coverage.last_covered_date, spells.start_date
        ) as last_date
    from {{ ref("stg_early_learning__head_start") }} as spells
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'early_learning__head_start'
),

head_start as (
    select
        spells.person_id,
        months.calendar_month as care_month,
        'head_start' as care_type,
        spells.program_option as setting_name
    from head_start_spells as spells
    inner join months
        on spells.start_date <= months.last_day_date and spells.last_date >= months.calendar_month
),

subsidised as (
    {% for number in range(1, 5) %}
    select
        child_{{ number }}_person_id as person_id,
        receipt_month as care_month,
        'subsidised_care' as care_type,
        child_{{ number }}_care_setting_name as setting_name
    from {{ ref("stg_family_services__child_care_subsidy") }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

gathered as (
    select * from pre_k
    union all by name
    select * from head_start
    union all by name
    select * from subsidised
)

select
    person_id,
    care_month,
    care_type,
    coalesce(setting_name, 'unknown') as setting_name
from gathered
where person_id is not null and care_month is not null
group by person_id, care_month, care_type, coalesce(setting_name, 'unknown')
