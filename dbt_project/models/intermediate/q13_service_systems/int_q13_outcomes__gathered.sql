-- One row per person, measure of a calendar year, and the number of systems, system or pair of systems it is told of.
with

person_years as (
    select * from {{ ref("int_q13_person_years__judged") }}
),

in_families as (
    {{ counted_families(
        "person_years",
        ["person_id", "calendar_year", "first_date", "last_date"],
        "people.first_date",
        "people.last_date",
    ) }}
),

people as (
    select
        in_families.person_id,
        in_families.calendar_year,
        in_families.family_id,
        {{ person_subgroups("attributes", "involved", "in_families.first_date", age_date="in_families.last_date") }}
    from in_families
    left join {{ ref("int_person_attributes__resolved") }} as attributes on in_families.person_id = attributes.person_id
    left join {{ ref("int_prior_involvement__dated") }} as involved on in_families.person_id = involved.person_id
),

measures as (
    select * from {{ ref("int_q13_measures__laid") }}
)

select
    {% for subgroup in outcome_subgroups() %}
    case when measures.cut_by in ('every', '{{ subgroup }}') then people.{{ subgroup }} end as {{ subgroup }},
    {% endfor %}
    measures.person_id,
    measures.calendar_year,
    people.family_id,
    measures.measure_name,
    measures.exposure_value,
    measures.is_met,
    measures.value_number,
    measures.null_reason,
    cast(null as decimal(12, 6)) as match_weight
from measures
inner join people on measures.person_id = people.person_id and measures.calendar_year = people.calendar_year
