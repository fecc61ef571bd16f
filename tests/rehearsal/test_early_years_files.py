"""What the agencies of the early years write, in columns and in files: child care, early learning, readiness and tests."""

import re

import numpy as np
import pytest

from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.records import child_care as receipts_written
from orchestration.rehearsal.records import results
from orchestration.rehearsal.records.attendance import register
from orchestration.rehearsal.records.early_learning import head_start, rosters
from orchestration.rehearsal.spelling import dollars
from orchestration.rehearsal.streams import Streams, settled_share
from tests.rehearsal.landed_rows import rows_of

USUAL = Difficulty()
STREAMS = Streams((5, 60_000, 120, 0))


@pytest.fixture(scope="module")
def receipts(large):
    return receipts_written.receipts(STREAMS.of("receipts"), large, USUAL)


def test_a_quarter_of_subsidy_parents_gives_no_number(large, receipts):
    parents, first = np.unique(receipts.persons["parent"], return_index=True)
    ssn = receipts.values["ParentSSN"]
    absent = np.mean(ssn[first] == b"")
    declared = receipts_written.RATES.ssn_absent
    assert absent == pytest.approx(declared, abs=4 * (declared * (1 - declared) / len(parents)) ** 0.5)
    by_parent = np.unique(np.stack([receipts.persons["parent"].astype("S8"), ssn]), axis=1)
    assert by_parent.shape[1] == len(parents), "a parent is asked for the number once"
    blind = receipts_written.receipts(STREAMS.of("receipts"), large, USUAL.without_ssn())
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


def test_results_carry_the_number_of_the_register(large):
    school = register(STREAMS.of("attendance"), large, USUAL)
    numbers = school.values["StateID"]
    readiness, _ = results.readiness_results(STREAMS.of("readiness"), large, USUAL)
    tested, _ = results.assessment_results(STREAMS.of("tests"), large, USUAL)
    assert np.array_equal(readiness.values["StateID"], numbers[large.learning.readiness.enrolment])
    assert np.array_equal(tested.values["StudentIdentifierState"], numbers[large.learning.tests.enrolment])
    second = len(np.unique(numbers)) - len(np.unique(large.enrolments.person))
    assert 0 < second < 0.01 * len(np.unique(large.enrolments.person))


def test_head_start_mostly_knows_the_number_school_gives_and_never_anothers(large):
    served = head_start(STREAMS.of("head start"), large, USUAL)
    school = register(STREAMS.of("attendance"), large, USUAL)
    owner = dict(zip(school.values["StateID"].tolist(), large.enrolments.person.tolist(), strict=True))
    pairs = list(zip(served.values["StateID"].tolist(), served.persons["person"].tolist(), strict=True))
    assert all(owner.get(number, child) == child for number, child in pairs)
    later = np.isin(served.persons["person"], large.enrolments.person)
    found = np.array([number in owner for number, _ in pairs])
    assert 0.85 < found[later].mean() < 0.97
    assert len({number for number, _ in pairs}) == len({child for _, child in pairs})


def test_a_roster_names_the_parent_the_child_lives_with(large):
    written, month = rosters(STREAMS.of("rosters"), large, USUAL)
    child, guardian = written.persons["child"], written.persons["guardian"]
    named = guardian >= 0
    assert 0.94 < named.mean() < 1
    assert np.array_equal(guardian[named], large.homes.keeper[child[named]])
    assert np.array_equal(named, written.values["GuardianLastName"] != b"")
    assert month.max() <= large.window.end
    key = np.stack([written.values[column].astype("S10") for column in ("ChildID", "SiteCode", "ReportMonth", "EntryDate")])
    assert np.unique(key, axis=1).shape[1] == len(child)
    enrolled, there = (written.values[column].astype(int) for column in ("DaysEnrolled", "DaysAttended"))
    assert np.all(there <= enrolled) and enrolled.max() <= 31


def test_a_subsidy_file_reads_back_in_any_spreadsheet(small, contracts):
    (table,) = contracts["family_services__child_care_subsidy"].tables
    rows = rows_of(small.places.landing / "family_services" / "child_care_subsidy_2026-10.csv")
    assert list(rows[0]) == [column.name for column in table.columns]
    assert {row["ReportMonth"] for row in rows} == {"202610"}
    assert all(re.fullmatch(r"\$\d{1,3}(,\d{3})*\.\d\d", row["MonthlyIncome"]) for row in rows if row["MonthlyIncome"])


def test_tests_come_gzipped_with_a_score_or_a_reason(small):
    rows = rows_of(small.places.landing / "education" / "assessments_to_2026-07.csv.gz")
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
