-- One row per child with Medicaid and age at which well-child visits are due, up to the thirteenth birthday.
with

covered as (
    select first_covered_date from {{ ref("int_source_coverage__measured") }}
    where feed = 'medicaid__eligibility' and first_covered_date is not null
),

members as (
    select person_id from {{ ref("int_medicaid_enrolments__joined") }}
    group by person_id
),

children as (
    select
        people.person_id,
        people.birth_month,
        {{ assumed_birth_date("people.birth_month") }} as birth_date
    from {{ ref("int_person_attributes__resolved") }} as people
    inner join members on people.person_id = members.person_id
    cross join covered
    where people.birth_month > cast({{ dbt.dateadd("year", -13, "covered.first_covered_date") }} as date)
)

{% for window, ages in well_child_windows().items() %}
{%- set begins = dbt.dateadd("month", ages["from"], "birth_date") %}
{%- set ends = dbt.dateadd("month", ages["to"], "birth_date") %}
select
    person_id,
    '{{ window }}' as window_name,
    {{ ages["due"] }} as visits_due_count,
    {% if ages["from"] == 0 -%}
    -- A visit on any day of the month of birth is after the birth; nobody need be enrolled in the first month of life.
    birth_month as first_visit_date,
    cast({{ dbt.dateadd("day", 31, "birth_date") }} as date) as first_enrolled_date,
    {% else -%}
    cast({{ dbt.dateadd("day", ages["after"], begins) }} as date) as first_visit_date,
    cast({{ dbt.dateadd("day", ages["after"], begins) }} as date) as first_enrolled_date,
    {% endif -%}
    cast({{ dbt.dateadd("day", ages["until"], ends) }} as date) as last_date
from children
{{ "union all by name" if not loop.last }}
{% endfor %}
