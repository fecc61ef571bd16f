-- One row per child and school-entry cohort: the school year of the child's first enrolment in kindergarten.
with

children as (
    select * from {{ ref("int_q1_children__matched") }}
),

entries as (
    select * from {{ ref("int_school_entries__dated") }}
),

judged as (
    select
        *,
        case when is_met then 1 when not is_met then 0 end as met_number
    from {{ ref("int_q1_outcomes__judged") }}
),

outcomes as (
    select
        {% for measure in q1_outcomes() %}
        max(case when measure_name = '{{ measure }}' then met_number end) = 1 as {{ measure }},
        max(case when measure_name = '{{ measure }}' then null_reason end) as {{ measure }}_null_reason,
        {% endfor %}
        {% for score, measure in q1_scores().items() %}
        max(case when measure_name = '{{ measure }}' then value_number end) as {{ score }},
        {% endfor %}
        person_id
    from judged
    group by person_id
)

select
    children.person_id,
    cast(children.entry_school_year as integer) as entry_school_year,
    children.entry_date as index_date,
    case
        when entries.is_in_the_future then 'index_in_future'
        when children.birth_month is null then 'no_birth_month'
    end as index_note,
    children.birth_month,
    {% for care in ["any_care"] + care_feeds().keys() | list %}
    cast(children.{{ care }}_months as integer) as {{ care }}_months,
    children.{{ care }}_null_reason,
    children.{{ care }}_band,
    {% endfor %}
    {% for setting in care_settings() %}
    cast(children.subsidised_{{ setting }}_months as integer) as subsidised_{{ setting }}_months,
    {% endfor %}
    children.is_low_income,
    children.birth_county_code,
    cast(children.mother_age_months as integer) as mother_age_months,
    children.mother_education_code,
    children.is_mother_married,
    children.is_medicaid_birth,
    cast(children.match_weight as decimal(18, 6)) as match_weight,
    {% for subgroup in outcome_subgroups() %}
    children.{{ subgroup }},
    {% endfor %}
    {% for measure in q1_outcomes() %}
    outcomes.{{ measure }},
    outcomes.{{ measure }}_null_reason,
    {% endfor %}
    cast(outcomes.readiness_score as integer) as readiness_score,
    cast(outcomes.reading_score as integer) as reading_score
from children
inner join entries on children.person_id = entries.person_id
inner join outcomes on children.person_id = outcomes.person_id
