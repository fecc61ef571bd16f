-- One row per child who was enrolled in kindergarten and outcome.
with

entries as (
    select * from {{ ref("int_school_entries__dated") }}
),

readiness as (
    {% for area, score in readiness_areas().items() %}
    select
        person_id,
        'is_ready_{{ area }}' as measure_name,
        is_ready_{{ area }} as is_met,
        {{ score }} as value_number,
        is_ready_{{ area }}_null_reason as null_reason
    from {{ ref("int_kindergarten_readiness__judged") }}
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

absences as (
    select
        person_id,
        case grade_code
            {% for grade, word in followed_grades().items() %}
            when '{{ grade }}' then 'is_chronically_absent_{{ word }}'
            {% endfor %}
        end as measure_name,
        is_chronically_absent as is_met,
        is_chronically_absent_null_reason as null_reason
    from {{ ref("int_school_absences__followed") }}
),

reading as (
    select
        reading.person_id,
        'is_proficient_grade_3_reading' as measure_name,
        reading.is_proficient as is_met,
        reading.reading_score as value_number,
        reading.is_proficient_null_reason as null_reason
    from {{ ref("int_grade_3_reading__judged") }} as reading
    inner join entries on reading.person_id = entries.person_id
),

-- A child without a window was never seen in Medicaid, or nobody tells its month of birth. A year of age that began
-- before school is no outcome of what came before school.
visits as (
    {% for window, measure in q1_visit_measures().items() %}
    select
        entries.person_id,
        '{{ measure }}' as measure_name,
        counted.has_visits_due as is_met,
        case when counted.person_id is null then 'not_observed' else counted.null_reason end as null_reason
    from entries
    left join {{ ref("int_well_child_visits__counted") }} as counted
        on
            entries.person_id = counted.person_id
            and counted.window_name = '{{ window }}'
            and (entries.entry_date <= counted.first_visit_date or '{{ window }}' not like 'age_%')
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

gathered as (
    select * from readiness
    union all by name
    select * from absences
    union all by name
    select * from reading
    union all by name
    select * from visits
)

select
    person_id,
    measure_name,
    is_met,
    value_number,
    null_reason
from gathered
