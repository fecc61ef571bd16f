-- One row per child who was enrolled in kindergarten, with its early care, its past and its weight in the comparison.
with

described as (
    select
        *,
        case
            when is_medicaid_birth or has_medicaid_before_care or has_snap_before_care or has_tanf_before_care
                then true
            {%- if parameter("q1_low_income_by_meals") %}
            when is_meal_eligible then true
            {%- endif %}
            when has_medicaid_before_care is not null
                and has_snap_before_care is not null
                and has_tanf_before_care is not null
                then false
        end as is_low_income,
        cast({{ dbt.date_trunc("quarter", "birth_month") }} as date) as birth_quarter_date,
        case when mother_age_months < 300 then 'under_25' when mother_age_months >= 300 then '25_and_over' end
            as mother_age_band,
        case
            when mother_education_code in ('1', '2') then 'no_diploma'
            when mother_education_code = '3' then 'high_school'
            when mother_education_code > '3' then 'college'
        end as mother_education_band
    from {{ ref("int_school_entrants__described") }}
),

-- Compared are low-income children whose care is known: those with a month of it, and those without.
children as (
    select
        described.*,
        care.any_care_months,
        care.any_care_null_reason,
        {% for care_type in care_feeds() %}
        care.{{ care_type }}_months,
        care.{{ care_type }}_null_reason,
        {{ care_band("care." ~ care_type ~ "_months") }} as {{ care_type }}_band,
        {% endfor %}
        {% for setting in care_settings() %}
        care.subsidised_{{ setting }}_months,
        {% endfor %}
        {{ care_band("care.any_care_months") }} as any_care_band,
        case when described.is_low_income then care.any_care_months > 0 end as is_treated
    from described
    inner join {{ ref("int_early_care_months__counted") }} as care on described.person_id = care.person_id
),

weighted as (
    {{ coarsened_exact_weights("children", "is_treated", [
        "birth_quarter_date", "birth_county_code", "mother_age_band", "mother_education_band",
    ]) }}
)

select
    weighted.*,
    {{ person_subgroups("people", "involved", "weighted.entry_date") }}
from weighted
left join {{ ref("int_person_attributes__resolved") }} as people on weighted.person_id = people.person_id
left join {{ ref("int_prior_involvement__dated") }} as involved on weighted.person_id = involved.person_id
