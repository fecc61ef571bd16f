-- One row per feed, unit, member, relationship and span of benefits.
with

food as (
    select
        'human_services__snap' as feed,
        'case' as unit_kind,
        case_key_human_services as unit_key,
        person_id,
        relationship_name,
        start_date,
        end_date
    from {{ ref("stg_human_services__snap__member") }}
),

cash_adults as (
    select
        'human_services__tanf' as feed,
        'case' as unit_kind,
        case_key_human_services as unit_key,
        person_id,
        relationship_name,
        benefit_month as start_date,
        {{ months_after(1, "benefit_month") }} as end_date
    from {{ ref("stg_human_services__tanf__adult") }}
),

cash_children as (
    select
        'human_services__tanf' as feed,
        'case' as unit_kind,
        case_key_human_services as unit_key,
        child_person_id as person_id,
        relationship_name,
        benefit_month as start_date,
        {{ months_after(1, "benefit_month") }} as end_date
    from {{ ref("stg_human_services__tanf__child") }}
),

-- Who applies for child care is the head; what the children are to the applicant is not told.
subsidy as (
    {% for role in ["parent", "child_1", "child_2", "child_3", "child_4"] %}
    select
        'family_services__child_care_subsidy' as feed,
        'subsidy_case' as unit_kind,
        case_key_child_care as unit_key,
        {{ role }}_person_id as person_id,
        '{{ "head" if role == "parent" else "child_of_applicant" }}' as relationship_name,
        start_date,
        end_date
    from {{ ref("stg_family_services__child_care_subsidy") }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

members as (
    select * from food
    union all by name
    select * from cash_adults
    union all by name
    select * from cash_children
    union all by name
    select * from subsidy
)

select
    feed,
    unit_kind,
    unit_key,
    person_id,
    relationship_name,
    start_date,
    end_date,
    count(*) as row_count
from members
where person_id is not null and unit_key is not null and start_date is not null
group by feed, unit_kind, unit_key, person_id, relationship_name, start_date, end_date
