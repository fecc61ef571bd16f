-- One row per parent or child of the cohort and index month, with what was known of it before.
with

units as (
    select * from {{ ref("int_q2_units__gathered") }}
),

own_work as (
    select * from {{ ref("int_q2_prior_work__summed") }}
),

family_work as (
    select
        family_id,
        index_month,
        case when count(prior_year_wage_usd) = count(*) then sum(prior_year_wage_usd) end as prior_year_wage_usd,
        max(worked_in_prior_quarter) as worked_in_prior_quarter,
        count(*) as parent_count
    from own_work
    group by family_id, index_month
),

ages as (
    select
        months.family_id,
        months.index_month,
        min({{ months_between("people.birth_month", "months.index_month") }}) as youngest_age_months
    from {{ ref("int_q2_index_months__listed") }} as months
    inner join {{ ref("int_q2_family_members__chosen") }} as members
        on
            months.family_id = members.family_id
            and members.member_role = 'child'
            and months.index_month >= members.start_month
            and (members.end_month is null or months.index_month < members.end_month)
    inner join {{ ref("int_person_attributes__resolved") }} as people on members.person_id = people.person_id
    where people.birth_month <= months.index_month
    group by months.family_id, months.index_month
),

programs as (
    select * from {{ ref("int_q2_prior_snap__counted") }}
)

select
    units.unit_key,
    units.generation,
    units.family_id,
    units.index_month,
    units.index_quarter_date,
    units.person_id,
    units.is_served,
    {{ person_subgroups("people", "involved", "units.index_month") }},
    {{ months_between("people.birth_month", "units.index_month") }} as age_months,
    ages.youngest_age_months,
    coalesce(family_work.parent_count, 0) as parent_count,
    -- A parent's own work; for a child that of all parents.
    {% for work in ["prior_year_wage_usd", "worked_in_prior_quarter"] %}
    case when units.generation = 'parent' then own_work.{{ work }} else family_work.{{ work }} end as {{ work }},
    {% endfor %}
    programs.prior_snap_months
from units
left join own_work
    on
        units.family_id = own_work.family_id
        and units.index_month = own_work.index_month
        and units.person_id = own_work.person_id
left join family_work
    on
        units.family_id = family_work.family_id
        and units.index_month = family_work.index_month
left join ages
    on
        units.family_id = ages.family_id
        and units.index_month = ages.index_month
left join programs on units.unit_key = programs.unit_key
left join {{ ref("int_person_attributes__resolved") }} as people on units.person_id = people.person_id
left join {{ ref("int_prior_involvement__dated") }} as involved on units.person_id = involved.person_id
