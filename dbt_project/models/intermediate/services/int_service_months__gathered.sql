-- One row per record, feed, program and month in which an agency saw the person.
{{ config(materialized="view") }}

with

births as (
    select
        *,
        'health' as agency,
        'health__births' as feed
    from {{ ref("int_birth_months__dated") }}
),

homeless_services as (
    select
        *,
        'coc' as agency,
        'coc__hmis' as feed
    from {{ ref("int_homeless_months__spread") }}
),

wages as (
    select
        *,
        'labor' as agency,
        'labor__ui_wages' as feed
    from {{ ref("int_wage_months__spread") }}
),

schools as (
    select
        *,
        'education' as agency,
        'education__attendance' as feed
    from {{ ref("int_school_months__spread") }}
),

declared as (
    select * from {{ ref("int_declared_months__spread") }}
),

gathered as (
    select * from births
    union all by name
    select * from homeless_services
    union all by name
    select * from wages
    union all by name
    select * from schools
    union all by name
    select * from declared
)

select
    record_id,
    person_id,
    service_month,
    agency,
    feed,
    program,
    service_count
from gathered
