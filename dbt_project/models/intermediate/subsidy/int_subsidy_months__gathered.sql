-- One row per child and month in which its care was paid for.
with

receipts as (
    select * from {{ ref("stg_family_services__child_care_subsidy") }}
    where receipt_month is not null
),

served as (
    {% for number in range(1, 5) %}
    select
        child_{{ number }}_person_id as child_person_id,
        receipt_month,
        case_key_child_care,
        parent_person_id as applicant_person_id,
        is_single_parent,
        child_{{ number }}_care_setting_name as care_setting_name,
        child_{{ number }}_paid_usd as paid_usd
    from receipts
    where child_{{ number }}_person_id is not null
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

-- A child on two cases in one month is served once: by the case that paid more, then by the smaller key.
ranked as (
    select
        *,
        count(*) over (partition by child_person_id, receipt_month) as line_count,
        sum(paid_usd) over (partition by child_person_id, receipt_month) as all_paid_usd,
        row_number() over (
            partition by child_person_id, receipt_month
            order by coalesce(paid_usd, 0) desc, case_key_child_care, applicant_person_id, care_setting_name
        ) as line_rank
    from served
)

select
    child_person_id,
    receipt_month,
    case_key_child_care,
    applicant_person_id,
    is_single_parent,
    care_setting_name,
    all_paid_usd as paid_usd,
    line_count
from ranked
where line_rank = 1
