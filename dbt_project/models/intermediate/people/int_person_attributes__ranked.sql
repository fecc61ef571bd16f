-- One row per person and attribute: the value that survives, and how many others were stated.
with

statements as (
    select * from {{ ref("int_person_attributes__gathered") }}
),

agreed as (
    select
        person_id,
        attribute,
        stated_value,
        min(stated_by) as stated_by,
        max(case when is_own_certificate then stated_by end) as certified_by,
        count(distinct agency) as agency_count,
        sum(record_count) as record_count,
        max(last_stated_date) as last_stated_date
    from statements
    group by person_id, attribute, stated_value
),

-- Survivorship. Sex and month of birth: one's own certificate of birth. A disability: any record that says so. A
-- county: the latest. Then, as for race, ethnicity and language: most agencies, most records, the latest, the value.
ranked as (
    select
        *,
        row_number() over (
            partition by person_id, attribute
            order by
                case when attribute in ('sex', 'birth_month') and certified_by is not null then 0 else 1 end,
                case when attribute = 'has_disability' and stated_value = 'true' then 0 else 1 end,
                case when attribute = 'county_code' then last_stated_date end desc nulls last,
                agency_count desc, record_count desc, last_stated_date desc nulls last, stated_value
        ) as value_rank,
        count(*) over (partition by person_id, attribute) - 1 as rival_value_count
    from agreed
)

select
    person_id,
    attribute,
    stated_value,
    coalesce(certified_by, stated_by) as stated_by,
    rival_value_count
from ranked
where value_rank = 1
