-- One row per child who was enrolled in kindergarten and grade from there to the third.
{%- set last_term = "summer" if parameter("q1_counts_summer") else "spring" %}
with

due as (
    {% for grade in followed_grades() %}
    select
        person_id,
        entry_school_year,
        '{{ grade }}' as grade_code,
        entry_school_year + {{ loop.index0 }} as due_school_year
    from {{ ref("int_school_entries__dated") }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

judged as (
    select
        due.*,
        {{ window_null_reason(
            "coverage",
            school_year_date("due.due_school_year", "first"),
            school_year_date("due.due_school_year", "last", last_term),
        ) }} as window_null_reason
    from due
    left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'education__attendance'
),

-- The first year in the grade: a child may be there twice.
attended as (
    select
        due.person_id,
        due.grade_code,
        years.school_year,
        years.is_chronically_absent,
        years.is_chronically_absent_null_reason,
        row_number() over (partition by due.person_id, due.grade_code order by years.school_year) as year_rank
    from due
    inner join {{ ref("int_school_years__counted") }} as years
        on
            due.person_id = years.person_id
            and due.grade_code = years.grade_code
            and due.entry_school_year <= years.school_year
)

select
    due.person_id,
    due.grade_code,
    coalesce(attended.school_year, due.due_school_year) as school_year,
    attended.is_chronically_absent,
    case
        when attended.school_year is not null then attended.is_chronically_absent_null_reason
        else coalesce(due.window_null_reason, 'not_observed')
    end as is_chronically_absent_null_reason
from judged as due
left join attended
    on due.person_id = attended.person_id and due.grade_code = attended.grade_code and attended.year_rank = 1
