"""Q13 said a second time, as `definitions_anew` says the other questions: from its card and the agencies' layouts alone."""

# Q13: a row of each feed that tells services: whose, from which day to which; without a last day it goes on.
_SERVED = """
    spans (feed, record_id, first_date, last_date) as (
        select 'behavioral_health__services', person_record_id, ADMISSION_DATE, DISCHARGE_DATE
        from {behavioral_health__services__admissions}
        union all
        select 'child_welfare__placements', child_record_id, removalDate,
            if(exitDate <= removalDate, removalDate, exitDate - 1)
        from {child_welfare__placements__removal}
        union all
        select 'coc__hmis', e.person_record_id, e.EntryDate, if(x.ExitDate <= e.EntryDate, e.EntryDate, x.ExitDate - 1)
        from {coc__hmis__enrollment} as e
        left join (select EnrollmentID_key, min(ExitDate) as ExitDate from {coc__hmis__exit} group by all) as x
            using (EnrollmentID_key)
        union all
        select 'corrections__bookings', person_record_id, jail_entry_date::date, jail_exit_date::date
        from {corrections__bookings__booking}
        union all
        select 'early_learning__head_start', person_record_id, InitialEnrollDate, WithdrawDate from {early_learning__head_start}
        union all
        select 'early_learning__prek', child_record_id, greatest(EntryDate, ReportMonth),
            coalesce(ExitDate, last_day(ReportMonth))
        from {early_learning__prek}
        union all
        select 'education__attendance', person_record_id,
            greatest(EntryDate, case Term when 'FALL' then make_date(CurrentSchoolYear - 1, 8, 1)
                when 'SPRING' then make_date(CurrentSchoolYear, 1, 1) else make_date(CurrentSchoolYear, 6, 1) end),
            least(ExitDate, case Term when 'FALL' then make_date(CurrentSchoolYear - 1, 12, 31)
                when 'SPRING' then make_date(CurrentSchoolYear, 5, 31) else make_date(CurrentSchoolYear, 7, 31) end)
        from {education__attendance} where DaysEnrolled > 0
        union all
        select 'family_services__child_care_subsidy', who, ReportMonth, ReportMonth
        from (unpivot {family_services__child_care_subsidy} on parent_record_id, child_1_record_id, child_2_record_id,
            child_3_record_id, child_4_record_id into name role value who)
        union all
        select 'health__births', who, IDOB_birth_month, IDOB_birth_month
        from (unpivot {health__births} on child_record_id, mother_record_id, father_record_id into name role value who)
        where VOID is distinct from '1'
        union all
        select 'human_services__snap', person_record_id, MEMBER_START_DATE, MEMBER_END_DATE from {human_services__snap__member}
        union all
        select 'human_services__tanf', person_record_id, RPT_MONTH_YEAR, RPT_MONTH_YEAR
        from {human_services__tanf__adult} where FAMILY_AFFILIATION = '1'
        union all
        select 'human_services__tanf', child_record_id, RPT_MONTH_YEAR, RPT_MONTH_YEAR
        from {human_services__tanf__child} where FAMILY_AFFILIATION = '1'
        union all
        select 'labor__ui_wages', person_record_id, make_date(YEAR, QUARTER * 3 - 2, 1), make_date(YEAR, QUARTER * 3, 1)
        from {labor__ui_wages} where WAGE > 0
        union all
        select 'labor__wioa', person_record_id, PIRL_900, PIRL_901 from {labor__wioa}
        union all
        select 'medicaid__claims', member_record_id, claim_start_date, claim_start_date from {medicaid__claims}
        union all
        select 'medicaid__eligibility', member_record_id, ENROLLMENT_EFF_DATE, ENROLLMENT_END_DATE
        from {medicaid__eligibility__elg00021}
    ),
    served as (select distinct feed from spans),
    years as (
        select y as year, make_date(y, 1, 1) as january, make_date(y, 12, 31) as december
        from generate_series(1990, 2050) as listed (y)
    ),
    judged as (
        select year, feed, first_day <= january and sure_day >= december as is_covered,
            first_day <= january and last_day >= january - interval 12 month and sure_day < december
            and (select max(last_day) from coverage inner join served using (feed)) < december + interval 12 month as is_late
        from coverage inner join served using (feed) cross join years
    ),
    told as (
        select year from judged group by year
        having not bool_or(is_late) and count(distinct split_part(feed, '__', 1)) filter (is_covered) > 1
    ),
    months as (
        select distinct person, judged.year, month, split_part(judged.feed, '__', 1) as system
        from (
            select feed, record_id, unnest(generate_series(
                date_trunc('month', first_date), least(coalesce(last_date, last_day), last_day)::timestamp, interval 1 month
            )) as month
            from spans inner join coverage using (feed)
        ) as touched
        inner join near using (record_id)
        inner join judged on (touched.feed, year(month)) = (judged.feed, judged.year) and is_covered
        where judged.year in (from told)
    )
"""

# Q13: how many systems saw a person in a year, in which months at once, which of them first; and each two of them.
SYSTEMS = f"""
    with {_SERVED},
    used as (select person, year, system, min(month) as first_month from months group by all),
    whole as (
        select person, year, case when count(*) < 4 then count(*)::varchar else '4_and_over' end as systems,
            min(first_month) as first_contact
        from used group by all
    ),
    at_once as (
        select person, year, count(*) as overlap
        from (select person, year, month from months group by all having count(*) > 1) group by all
    )
    select 'overlap_months_in_' || year as measure, if(is_all, 'all', systems) as exposure, count(*), avg(coalesce(overlap, 0))
    from whole left join at_once using (person, year) cross join (values (true), (false)) as margins (is_all) group by all
    union all
    select 'was_first_by_system_in_' || year, system, count(*), avg((first_month = first_contact)::integer)
    from used inner join whole using (person, year) group by all
    union all
    select 'shared_months_by_pair_in_' || year, pair, count(*), avg(shared)
    from (
        select year, one.person, one.system || '+' || other.system as pair, count(*) filter (one.month = other.month) as shared
        from months as one inner join months as other using (person, year) where one.system < other.system group by all
    ) group by all
"""

# Q13: what food, cash, subsidies and claims paid in a year, beside the people any system saw in it; and so of each system.
DOLLARS = f"""
    with {_SERVED},
    paid (feed, month, usd) as (
        select 'human_services__snap', BENEFIT_MONTH, BENEFIT_AMOUNT from {{human_services__snap__issuance}} as i
        where exists (
            from {{human_services__snap__member}} as m where m.CASE_ID_key = i.CASE_ID_key and PARTICIPATION_STATUS = '1'
            and MEMBER_START_DATE <= last_day(BENEFIT_MONTH) and coalesce(MEMBER_END_DATE >= BENEFIT_MONTH, true)
        )
        union all
        select 'human_services__tanf', RPT_MONTH_YEAR, CASH_AMOUNT from {{human_services__tanf__family}}
        union all
        select 'family_services__child_care_subsidy', ReportMonth,
            coalesce(Child1Paid, 0) + coalesce(Child2Paid, 0) + coalesce(Child3Paid, 0) + coalesce(Child4Paid, 0)
        from {{family_services__child_care_subsidy}}
        union all
        select 'medicaid__claims', date_trunc('month', claim_start_date), paid_amount from {{medicaid__claims}}
    ),
    sums as (
        select year, split_part(paid.feed, '__', 1) as system, sum(usd) as usd from paid
        inner join judged on (paid.feed, year(month)) = (judged.feed, judged.year) and is_covered group by all
    ),
    people as (select year, system, count(distinct person) as people from months group by rollup (year, system) having year > 0)
    select 'paid_usd_in_' || year, 'all', people, sum(usd) / any_value(people)
    from people inner join sums using (year) where people.system is null group by all
    union all
    select 'paid_usd_by_system_in_' || year, system, people, usd / people from people inner join sums using (year, system)
"""
