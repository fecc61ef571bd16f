"""Child care, early learning, readiness and tests: lives that hang together, effects of the size planted, agencies' errors."""

import csv
import gzip
import io
import json
import re

import numpy as np
import pytest

from orchestration.rehearsal.days import YEAR, days_of, window
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives import child_care, early_learning, learning
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.records import child_care as receipts_written
from orchestration.rehearsal.records import results
from orchestration.rehearsal.records.attendance import register
from orchestration.rehearsal.records.early_learning import head_start, rosters
from orchestration.rehearsal.spelling import dollars
from orchestration.rehearsal.streams import Streams, settled_share

USUAL = Difficulty()
STREAMS = Streams((5, 40_000, 120, 0))


@pytest.fixture(scope="module")
def county() -> County:
    return lived(STREAMS, window("2026-10", 120), 40_000, USUAL.ssn_borrowed)


@pytest.fixture(scope="module")
def receipts(county):
    return receipts_written.receipts(STREAMS.of("receipts"), county, USUAL)


def fitted(outcome: np.ndarray, *causes: np.ndarray) -> np.ndarray:
    """Least squares: a constant, then one slope per cause."""
    return np.linalg.lstsq(np.column_stack([np.ones(len(outcome)), *causes]), outcome, rcond=None)[0]


def standing(county: County, month: np.ndarray) -> np.ndarray:
    return days_of(month, 15)


def test_a_subsidised_child_lives_with_the_parent_and_is_young(county):
    care, people, homes = county.child_care, county.people, county.homes
    day = standing(county, care.month)
    parent, when = care.parent[care.row], day[care.row]
    assert len(np.unique(care.parent)) > 500
    assert np.array_equal(homes.anchor(care.child, when), homes.anchor(parent, when))
    assert np.array_equal(homes.keeper[care.child], parent)
    age = (when - people.birth[care.child]) / YEAR
    assert age.min() >= 0 and age.max() < child_care.CHILD_YEARS + 0.1
    assert people.present(care.parent, day).all() and people.present(care.child, when).all()
    assert people.means[care.parent].max() < child_care.MEANS_LIMIT


def test_a_parent_has_one_row_a_month_and_the_youngest_children_stand_first(county):
    care = county.child_care
    assert len(np.unique(care.parent.astype(np.int64) * 2**20 + care.month)) == len(care.parent)
    assert np.all(np.diff(care.month) >= 0)
    assert np.array_equal(np.unique(care.row), np.arange(len(care.parent)))
    next_of = (care.row[1:] == care.row[:-1]) & (care.place[1:] == care.place[:-1] + 1)
    assert np.all(care.place[1:][~next_of] == 1)
    assert np.all(county.people.birth[care.child[1:]][next_of] <= county.people.birth[care.child[:-1]][next_of])
    assert care.place.max() <= child_care.MOST_CHILDREN
    assert np.all(care.at_home >= np.bincount(care.row))


def test_a_spell_of_receipt_begins_where_the_month_before_had_none(county):
    care = county.child_care
    key = care.parent.astype(np.int64) * 2**20
    assert np.all(care.began <= care.month)
    assert np.isin(key + care.began, key + care.month).all()
    assert not np.isin(key + care.began - 1, key + care.month).any()


def test_planted_subsidy_helps_parents_into_work_and_keeps_them_there(county):
    """Within parents who ever had it: quarters with it (or just after it) against their other quarters."""
    care, jobs, people = county.child_care, county.jobs, county.people
    quarters = np.arange(jobs.quarter.min(), jobs.quarter.max() + 1)
    parents = np.unique(care.parent).astype(np.int64)[:, None] * 100_000
    grid = np.isin(parents + quarters, jobs.person[jobs.spell].astype(np.int64) * 100_000 + jobs.quarter)
    had = care.parent.astype(np.int64) * 100_000 + care.month // 3
    cared = np.isin(parents + quarters, np.concatenate([had, had + 1]))
    age = (days_of(quarters * 3) - people.birth[parents // 100_000]) / YEAR
    inside = (grid.any(axis=1)[:, None] & (age > 20) & (age < 58))[:, 1:]
    before, now, care_now = grid[:, :-1], grid[:, 1:], cared[:, 1:]
    hired = [now[inside & ~before & (care_now == with_it)].mean() for with_it in (True, False)]
    lost = [(~now)[inside & before & (care_now == with_it)].mean() for with_it in (True, False)]
    assert hired[0] / hired[1] > 0.8 * child_care.HIRING_WITH_SUBSIDY.size
    # Part of those who part with a job go straight to another, so that the quarter hides their loss.
    assert 0.3 * child_care.LOSS_WITH_SUBSIDY.size < lost[1] - lost[0] < 1.2 * child_care.LOSS_WITH_SUBSIDY.size


def test_planted_care_raises_readiness_and_poverty_hides_half_of_it(county):
    ready, early, rows = county.learning.readiness, county.early_learning, county.enrolments
    watched = ready.day > county.window.start_day + 3 * YEAR  # the years from three to five lie inside the window
    pupil = rows.person[ready.enrolment[watched]]
    months, means = early.care_months[pupil], county.people.means[pupil]
    size = early_learning.READINESS_PER_MONTH.size
    assert fitted(ready.score[watched], months, means)[1] == pytest.approx(size, rel=0.15)
    assert fitted(ready.score[watched], months)[1] < 0.75 * size
    for area in range(len(learning.AREAS)):
        assert fitted(ready.areas[watched, area], months, means)[1] == pytest.approx(size, rel=0.25)


def test_planted_care_raises_reading_in_grade_three_and_fades_until_grade_six(county):
    tests, rows = county.learning.tests, county.enrolments
    spring = (tests.kind == learning.SUMMATIVE) & (tests.subject == learning.READING)
    found = {}
    for grade in (3, 6):
        chosen = spring & (rows.grade[tests.enrolment] == grade)
        pupil = rows.person[tests.enrolment[chosen]]
        found[grade] = fitted(tests.score[chosen], county.early_learning.care_months[pupil], county.people.means[pupil])[1]
    assert found[3] == pytest.approx(early_learning.READING_PER_MONTH.size, rel=0.35)
    assert abs(found[6]) < 0.5 * found[3]


def test_care_months_are_counted_once_whatever_the_programme(county):
    early = county.early_learning
    child = np.concatenate([early.pre_k.child, early.head_start.child])
    assert early.care_months.max() == early_learning.MOST_MONTHS
    assert (early.care_months[np.unique(child)] > 0).mean() > 0.97
    untouched = np.setdiff1d(np.arange(len(county.people)), np.concatenate([child, county.child_care.child]))
    assert not early.care_months[untouched].any()


def test_early_learning_takes_children_of_its_age_who_are_here(county):
    people, early = county.people, county.early_learning
    for attended in (early.pre_k, early.head_start):
        assert np.all(attended.start <= attended.end)
        assert people.present(attended.child, attended.start).mean() > 0.99
        years = (attended.start - people.birth[attended.child]) / YEAR
        assert years.min() > 2.9 and years.max() < 6
    assert people.means[early.head_start.child].max() < early_learning.HEAD_START_MEANS
    assert set(early.pre_k.kind) == {early_learning.SCHOOL_SITE, early_learning.COMMUNITY_SITE}
    at_school = early.pre_k.child[early.pre_k.kind == early_learning.SCHOOL_SITE]
    rows = county.enrolments
    assert np.isin(at_school, rows.person[rows.grade == -1]).all()


def test_truth_tells_the_effects_of_care(small):
    told = {effect["name"]: effect for effect in json.loads((small.places.truth / "effects.json").read_text())}
    for effect in (
        child_care.HIRING_WITH_SUBSIDY,
        child_care.LOSS_WITH_SUBSIDY,
        early_learning.READINESS_PER_MONTH,
        early_learning.READING_PER_MONTH,
    ):
        assert told[effect.name]["size"] == effect.size
        assert told[effect.name]["cause"] == effect.cause


def test_a_quarter_of_subsidy_parents_gives_no_number(county, receipts):
    parents, first = np.unique(receipts.persons["parent"], return_index=True)
    ssn = receipts.values["ParentSSN"]
    absent = np.mean(ssn[first] == b"")
    declared = receipts_written.RATES.ssn_absent
    assert absent == pytest.approx(declared, abs=4 * (declared * (1 - declared) / len(parents)) ** 0.5)
    by_parent = np.unique(np.stack([receipts.persons["parent"].astype("S8"), ssn]), axis=1)
    assert by_parent.shape[1] == len(parents), "a parent is asked for the number once"
    blind = receipts_written.receipts(STREAMS.of("receipts"), county, USUAL.without_ssn())
    assert set(blind.values["ParentSSN"]) == {b""}


def test_a_receipt_names_its_people_last_name_first(receipts):
    names = np.concatenate([receipts.values["ParentName"], receipts.values["Child1Name"]])
    written = names[names != b""]
    assert len(written) > 0.99 * len(names)
    assert all(re.fullmatch(r"[^,]+, [^,]+", name.decode("latin-1")) for name in np.unique(written))
    for place in range(1, 5):
        there = receipts.persons[f"child_{place}"] >= 0
        assert np.array_equal(receipts.values[f"Child{place}ID"] != b"", there)
        assert np.array_equal(receipts.values[f"Child{place}Paid"] != b"", there)
    numbers = {}
    for role, column in [("parent", "ParentID"), *((f"child_{n}", f"Child{n}ID") for n in range(1, 5))]:
        for person, number in zip(receipts.persons[role].tolist(), receipts.values[column].tolist(), strict=True):
            if person >= 0:
                assert numbers.setdefault(number, person) == person


def test_a_copay_is_within_income_and_working_parents_have_one(receipts):
    cents = {
        column: np.array([int(re.sub(r"[$,.]", "", text.decode()) or -1) for text in receipts.values[column].tolist()])
        for column in ("MonthlyIncome", "MonthlyCopay")
    }
    known = cents["MonthlyIncome"] >= 0
    assert np.all(cents["MonthlyCopay"][known] <= cents["MonthlyIncome"][known])
    assert np.all(np.isin(receipts.values["ReasonForCare"][~known], (b"4",)))
    works = np.isin(receipts.values["ReasonForCare"], (b"1", b"3"))
    assert works.mean() > 0.5
    assert cents["MonthlyIncome"][works].min() > 0


def test_money_is_written_as_a_spreadsheet_shows_it():
    cents = np.array([0, 5, 99_999, 100_000, 123_456_789, -1])
    assert dollars(cents).tolist() == [b"$0.00", b"$0.05", b"$999.99", b"$1,000.00", b"$1,234,567.89", b""]


def test_a_settled_share_is_even_and_the_same_every_time():
    share = settled_share(np.arange(50_000), "something")
    assert np.array_equal(share, settled_share(np.arange(50_000), "something"))
    assert abs(np.corrcoef(share, settled_share(np.arange(50_000), "another"))[0, 1]) < 0.02
    assert np.histogram(share, 10, (0, 1))[0] / 5_000 == pytest.approx(np.ones(10), abs=0.06)


def test_results_carry_the_number_of_the_register(county):
    school = register(STREAMS.of("attendance"), county, USUAL)
    numbers = school.values["StateID"]
    readiness, _ = results.readiness_results(STREAMS.of("readiness"), county, USUAL)
    tested, _ = results.assessment_results(STREAMS.of("tests"), county, USUAL)
    assert np.array_equal(readiness.values["StateID"], numbers[county.learning.readiness.enrolment])
    assert np.array_equal(tested.values["StudentIdentifierState"], numbers[county.learning.tests.enrolment])
    second = len(np.unique(numbers)) - len(np.unique(county.enrolments.person))
    assert 0 < second < 0.01 * len(np.unique(county.enrolments.person))


def test_head_start_mostly_knows_the_number_school_gives_and_never_anothers(county):
    served = head_start(STREAMS.of("head start"), county, USUAL)
    school = register(STREAMS.of("attendance"), county, USUAL)
    owner = dict(zip(school.values["StateID"].tolist(), county.enrolments.person.tolist(), strict=True))
    pairs = list(zip(served.values["StateID"].tolist(), served.persons["person"].tolist(), strict=True))
    assert all(owner.get(number, child) == child for number, child in pairs)
    later = np.isin(served.persons["person"], county.enrolments.person)
    found = np.array([number in owner for number, _ in pairs])
    assert 0.85 < found[later].mean() < 0.97
    assert len({number for number, _ in pairs}) == len({child for _, child in pairs})


def test_a_roster_names_the_parent_the_child_lives_with(county):
    written, month = rosters(STREAMS.of("rosters"), county, USUAL)
    child, guardian = written.persons["child"], written.persons["guardian"]
    named = guardian >= 0
    assert 0.94 < named.mean() < 1
    assert np.array_equal(guardian[named], county.homes.keeper[child[named]])
    assert np.array_equal(named, written.values["GuardianLastName"] != b"")
    assert month.max() <= county.window.end
    key = np.stack([written.values[column].astype("S10") for column in ("ChildID", "SiteCode", "ReportMonth", "EntryDate")])
    assert np.unique(key, axis=1).shape[1] == len(child)
    enrolled, there = (written.values[column].astype(int) for column in ("DaysEnrolled", "DaysAttended"))
    assert np.all(there <= enrolled) and enrolled.max() <= 31


def rows_of(small, agency: str, name: str) -> list[dict[str, str]]:
    content = (small.places.landing / agency / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_subsidy_file_reads_back_in_any_spreadsheet(small, contracts):
    (table,) = contracts["family_services__child_care_subsidy"].tables
    rows = rows_of(small, "family_services", "child_care_subsidy_2026-10.csv")
    assert list(rows[0]) == [column.name for column in table.columns]
    assert {row["ReportMonth"] for row in rows} == {"202610"}
    assert all(re.fullmatch(r"\$\d{1,3}(,\d{3})*\.\d\d", row["MonthlyIncome"]) for row in rows if row["MonthlyIncome"])


def test_tests_come_gzipped_with_a_score_or_a_reason(small):
    rows = rows_of(small, "education", "assessments_to_2026-07.csv.gz")
    assert len(rows) > 500
    assert all(bool(row["AssessmentResultScoreValue"]) != bool(row["ReasonNotTested"]) for row in rows)
    levels = {row["PerformanceLevelIdentifier"] for row in rows if row["AssessmentResultScoreValue"]} - {"L9"}
    assert levels == {"L1", "L2", "L3", "L4"}
    assert {row["AssessmentTypeAdministered"] for row in rows} == {"Benchmark", "Summative", "Retest"}


def test_head_start_pictures_only_grow_and_tell_no_withdrawal_ahead(small, contracts):
    (table,) = contracts["early_learning__head_start"].tables
    length, (first, last) = table.member.record_length, table.column("WithdrawDate").positions[0]
    sizes = []
    for name, day in (("to_2026-07", "20260731"), ("2026-08", "20260831"), ("2026-09", "20260930"), ("2026-10", "20261031")):
        lines = (small.places.landing / "early_learning" / f"head_start_{name}.txt").read_text("cp1252").splitlines()
        assert {len(line) for line in lines} == {length}
        left = [line[first - 1 : last].strip() for line in lines]
        assert all(f"{gone[4:]}{gone[:4]}" <= day for gone in left if gone)
        sizes.append(len(lines))
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1]
