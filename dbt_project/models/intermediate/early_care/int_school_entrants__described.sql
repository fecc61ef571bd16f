-- One row per child who was enrolled in kindergarten, with what was known before early care and before school.
{%- set programs = {
    "medicaid": "medicaid__eligibility", "snap": "human_services__snap", "tanf": "human_services__tanf",
} %}
with

children as (
    select
        care.person_id,
        entries.entry_date,
        entries.entry_school_year,
        care.first_care_month,
        {% for program in programs %}
        {{ window_null_reason(
            program, "people.birth_month", dbt.dateadd("day", -1, "care.first_care_month")
        ) }} is not null as is_{{ program }}_unobserved,
        {% endfor %}
        people.birth_month
    from {{ ref("int_early_care_months__counted") }} as care
    inner join {{ ref("int_school_entries__dated") }} as entries on care.person_id = entries.person_id
    left join {{ ref("int_person_attributes__resolved") }} as people on care.person_id = people.person_id
    {% for program, feed in programs.items() %}
    left join {{ ref("int_source_coverage__measured") }} as {{ program }} on {{ program }}.feed = '{{ feed }}'
    {% endfor %}
),

-- A child has one certificate; where linkage joined two, the first registered.
births as (
    select
        *,
        row_number() over (
            partition by child_person_id order by registration_date, certificate_key_health
        ) as birth_rank
    from {{ ref("stg_health__births") }}
    where child_person_id is not null and not is_void
),

benefits as (
    select
        children.person_id,
        {% for program in programs %}
        max(case when spells.program = '{{ program }}' then 1 else 0 end) = 1 as has_{{ program }},
        {% endfor %}
        count(*) as spell_count
    from children
    inner join {{ ref("int_declared_spells__gathered") }} as spells
        on children.person_id = spells.person_id and children.first_care_month > spells.start_date
    where spells.program in ('{{ programs | join("', '") }}')
    group by children.person_id
)


select
    children.person_id,
    children.entry_date,
    children.entry_school_year,
    children.birth_month,
    meals.is_meal_eligible,
    births.residence_county_code as birth_county_code,
    {{ months_between("births.mother_birth_month", "births.child_birth_month") }} as mother_age_months,
    births.mother_education_code,
    births.is_mother_married,
    births.is_medicaid_birth,
    births.has_wic_food,
    births.birth_weight_grams,
    {% for program in programs %}
    case
        when benefits.has_{{ program }} then true
        when not coalesce(children.is_{{ program }}_unobserved, true) then false
    end as has_{{ program }}_before_care,
    {% endfor %}
    births.gestation_weeks
from children
left join births on children.person_id = births.child_person_id and births.birth_rank = 1
left join {{ ref("int_school_years__counted") }} as meals
    on
        children.person_id = meals.person_id
        and children.entry_school_year = meals.school_year
        and meals.grade_code = 'K'
left join benefits on children.person_id = benefits.person_id
