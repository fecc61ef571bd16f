-- One row per child who was enrolled in kindergarten, with the day of the first enrolment.
with

kindergarten as (
    select
        person_id,
        school_year,
        entry_date,
        row_number() over (partition by person_id order by entry_date, school_year) as entry_rank
    from {{ ref("int_school_years__counted") }}
    where grade_code = 'K' and entry_date is not null
)

select
    kindergarten.person_id,
    kindergarten.school_year as entry_school_year,
    kindergarten.entry_date,
    coalesce(kindergarten.entry_date > coverage.last_covered_date, true) as is_in_the_future
from kindergarten
left join {{ ref("int_source_coverage__measured") }} as coverage on coverage.feed = 'education__attendance'
where kindergarten.entry_rank = 1
