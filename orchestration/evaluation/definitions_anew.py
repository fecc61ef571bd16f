"""Definitions of the cards said a second time, each as one query: measure, exposure, people with an answer, share or mean.

Written from the cards (docs/questions) and the agencies' layouts, by the cards' defaults; never from the models. {a__feed} is a
table in force. `near` says whose a record is, `coverage` what a feed speaks for, `parents` and `children` who is in a family.
"""

from orchestration.evaluation.systems_anew import DOLLARS, SYSTEMS

# An enrolment whose grade could not be read has that of the child's others of the year, where these agree.
_ENTRIES = """
    enrolled as (
        select
            person, CurrentSchoolYear as school_year, Term as term, EntryDate as first, DaysEnrolled, DaysAbsent,
            coalesce(ExitDate, date '9999-12-31') as last,
            coalesce(GradeLevel, case min(GradeLevel) over year when max(GradeLevel) over year then min(GradeLevel) over year end)
                as grade
        from {education__attendance} inner join near on person_record_id = record_id
        window year as (partition by person, CurrentSchoolYear)
    ),
    entries as (
        select person, min(first) as entry_date, arg_min(school_year, first) as entry_year
        from enrolled where grade = 'K' group by person
    )
"""

# Q1: ready is 270 or more in the year of entry; results are awaited for 90 days.
READINESS = f"""
    with {_ENTRIES},
    results as (
        select person, SchoolYear, arg_min(OverallScore, DateAssessed) as score
        from {{education__kindergarten_readiness}} inner join near on person_record_id = record_id
        where OverallScore is not null group by person, SchoolYear
    ),
    scores as (
        select score from entries
        inner join results on (entries.person, entry_year) = (results.person, SchoolYear)
        inner join coverage on feed = 'education__kindergarten_readiness'
        where entry_date between first_day and sure_day - 90
    )
    select 'is_ready_overall', 'all', count(*), avg(if(score >= 270, 1, 0)) from scores
    union all
    select 'readiness_score', 'all', count(*), avg(score) from scores
"""

# Q1: absent on a tenth of the enrolled days or more, of 10 days or more, over the whole school year of entry. Of two enrolments
# of a term that share more than a day, the longer counts.
ABSENCE = f"""
    with {_ENTRIES},
    spent as (
        select enrolled.* from entries inner join enrolled using (person)
        inner join coverage on feed = 'education__attendance'
        where school_year = entry_year and grade = 'K' and DaysAbsent is not null and DaysEnrolled is not null
            and make_date(entry_year - 1, 8, 1) >= first_day and make_date(entry_year, 7, 31) <= sure_day
    ),
    years as (
        select person, sum(DaysAbsent) as absent, sum(DaysEnrolled) as enrolled from spent as one
        where not exists (
            from spent as longer where longer.person = one.person and longer.term = one.term
            and longer.DaysEnrolled > one.DaysEnrolled and longer.first < one.last and longer.last > one.first
        )
        group by person
    )
    select 'is_chronically_absent_kindergarten', 'all', count(*), avg(if(absent >= 0.1 * enrolled, 1, 0))
    from years where enrolled >= 10
"""

# Q1: proficient in the spring test of reading, in the first year in grade 3 or, never seen there, the third after entry.
READING = f"""
    with {_ENTRIES},
    thirds as (
        select person, coalesce(min(school_year), any_value(entry_year) + 3) as third_year
        from entries left join (select person, school_year from enrolled where grade = '03') using (person)
        group by person
    ),
    tests as (
        select person, max(AssessmentResultScoreValue) as score,
            bool_or(coalesce(PerformanceLevelIdentifier in ('L3', 'L4'), AssessmentResultScoreValue >= 500)) as is_proficient
        from thirds
        inner join (from {{education__assessments}} inner join near on person_record_id = record_id) using (person)
        inner join coverage on feed = 'education__assessments'
        where SchoolYear = third_year and AssessmentAcademicSubject = '13373' and AssessmentTypeAdministered = 'Summative'
            and coalesce(GradeLevelWhenAssessed, '03') = '03' and AssessmentResultScoreValue is not null
            and make_date(third_year, 1, 1) >= first_day and make_date(third_year, 5, 31) <= sure_day
        group by person
    )
    select 'is_proficient_grade_3_reading', 'all', count(*), avg(if(is_proficient, 1, 0)) from tests
    union all
    select 'reading_score', 'all', count(*), avg(score) from tests
"""

# Q2: a spell of any child of the family with no month of receipt in the 36 before, its parents once each, and their wages of
# the second quarter after the one it begins in.
WORK = """
    with paid as (
        select distinct coalesce(c.of_family, p.person) as of_family, p.person as applicant, ReportMonth as paid_month
        from (unpivot {family_services__child_care_subsidy}
            on child_1_record_id, child_2_record_id, child_3_record_id, child_4_record_id into name number value child_record_id)
        inner join near as k on child_record_id = k.record_id
        inner join near as p on parent_record_id = p.record_id
        left join children as c on k.person = c.person and ReportMonth < grown_date
    ),
    spells as (
        select of_family, min(applicant) as applicant, paid_month as start_month,
            lag(paid_month) over (partition by of_family order by paid_month) as prior_month
        from paid group by of_family, paid_month
    ),
    new as (
        select * from spells inner join coverage on feed = 'family_services__child_care_subsidy'
        where (prior_month is null or datediff('month', prior_month, start_month) > 36)
            and start_month - interval 36 month >= first_day and start_month <= last_day
    ),
    at_home as (
        select distinct of_family, start_month, parent from new inner join children using (of_family)
        inner join parents on child = person
        inner join born as alive on parent = alive.person
        where date_trunc('month', children.birth_date) <= start_month and grown_date > start_month
            and coalesce(alive.death_date >= start_month, true)
    ),
    cohort as (
        select coalesce(parent, applicant) as person,
            min(date_trunc('quarter', start_month) + interval 6 month) as second_quarter
        from new left join at_home using (of_family, start_month) group by 1
    ),
    wages as (
        select person, make_date(YEAR, QUARTER * 3 - 2, 1) as wage_quarter, sum(WAGE) as usd
        from {labor__ui_wages} inner join near on person_record_id = record_id group by all
    ),
    known as (
        select coalesce(usd, 0) as usd from cohort
        inner join coverage on feed = 'labor__ui_wages'
        left join wages on (cohort.person, second_quarter) = (wages.person, wage_quarter)
        where second_quarter >= first_day and second_quarter + interval 3 month - interval 1 day <= sure_day
    )
    select 'is_employed_q2_after_start', 'new_spell', count(*), avg(if(usd > 0, 1, 0)) from known
    union all
    select 'earnings_q_plus_2_usd', 'new_spell', count(*), avg(usd) from known
"""

# Q3: the first screened-in report on any child of the family, and whether another comes from day 15 to 12 months later, or a
# removal within them. Not asked where the youngest child at home turns 18 meanwhile.
CHILD_WELFARE = """
    with reports as (
        select RptDt as day, k.person, if(RptDt < grown_date, of_family, k.person) as of_family
        from {child_welfare__reports__report} inner join {child_welfare__reports__child} using (RptID_key)
        inner join near as k on child_record_id = k.record_id
        inner join children as c on k.person = c.person
        inner join coverage on feed = 'child_welfare__reports'
        where SCRN_IND = 'Y' and RptDt <= last_day
    ),
    indexed as (
        select of_family, min(day) as day, min(day) + interval 12 month as until from reports group by of_family
    ),
    families as (
        select of_family, indexed.day, until, max(grown_date) as grown_date
        from indexed inner join children using (of_family)
        where birth_date <= indexed.day and grown_date > indexed.day group by all
    ),
    removals as (
        select of_family, removalDate as day from {child_welfare__placements__removal}
        inner join near on child_record_id = record_id inner join children using (person)
    ),
    followed as (
        select families.*,
            exists (from reports as r where r.of_family = families.of_family and r.day > families.day + 14 and r.day <= until)
                as is_reported,
            exists (from removals as r where r.of_family = families.of_family and r.day between families.day and until)
                as is_removed
        from families
    )
    select if(feed = 'child_welfare__reports', 're_report_12m', 'removal_12m') as measure, 'all', count(*),
        avg(if(feed = 'child_welfare__reports', is_reported, is_removed)::integer)
    from followed inner join coverage on feed in ('child_welfare__reports', 'child_welfare__placements')
    where grown_date > until and followed.day >= first_day and until <= sure_day
    group by measure
"""

ANEW = (
    ("q1", READINESS), ("q1", ABSENCE), ("q1", READING), ("q2", WORK), ("q3", CHILD_WELFARE), ("q13", SYSTEMS), ("q13", DOLLARS),
)  # fmt: skip
