"""Measures worked out without the models, on rows drawn here: both sides of each line."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.evaluation.recomputed import recompute
from orchestration.places import Places
from tests.evaluation.test_families import county

FEEDS = ("education__attendance", "education__kindergarten_readiness", "child_welfare__reports", "child_welfare__placements")
COVERAGE = [(feed, 30, date(2020, 1, 1), date(2025, 12, 31)) for feed in FEEDS]
ENROLMENT = ("person_record_id", "CurrentSchoolYear", "GradeLevel", "EntryDate", "DaysEnrolled", "DaysAbsent", "Term", "ExitDate")
READINESS = ("person_record_id", "SchoolYear", "DateAssessed", "OverallScore")
BIRTH = ("child_record_id", "mother_record_id", "father_record_id", "REL")
REPORTS, REMOVALS = ("RptID_key", "RptDt", "SCRN_IND"), ("child_record_id", "removalDate")


class Home:
    """A home of true keys and its truth: record r1 is person 1, and so on; 1 and 2 are children of 9, born in 2018."""

    def __init__(self, folder: Path) -> None:
        self.places, self.truth = Places(folder / "home"), folder / "truth"
        for made in (self.places.in_force, self.places.person_keys.parent, self.truth):
            made.mkdir(parents=True)
        people = (1, 2, 3, 9)
        keys = "select 'r' || n as record_id, md5('person ' || n) as person_id from (values (1), (2), (3), (9)) as t (n)"
        with duckdb.connect() as con:
            con.execute(f"copy ({keys}) to '{self.places.person_keys}' (format parquet)")
        born = [(n, date(1990, 1, 1) if n == 9 else date(2018, 3, 1), None) for n in people]
        self._write(self.truth / "people.parquet", ("person", "birth_date", "death_date"), born, "int, date, date")
        families = [(9, 1, "mother"), (9, 2, "mother")]
        self._write(self.truth / "families.parquet", ("parent", "child", "kind"), families, "int, int, text")
        columns = ("feed", "lag_days", "first_covered_date", "last_covered_date")
        self._write(self.places.in_force / "feed_coverage.parquet", columns, COVERAGE, "text, int, date, date")

    def write(self, table: str, columns: tuple[str, ...], types: str, *rows: tuple) -> None:
        self._write(self.places.in_force / f"{table}.parquet", columns, rows, types)

    def _write(self, path: Path, columns, rows, types: str) -> None:
        typed = ", ".join(f"{column} {kind}" for column, kind in zip(columns, types.split(", "), strict=True))
        with duckdb.connect() as con:
            con.execute(f"create table t ({typed})")
            if rows:
                con.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
            con.execute(f"copy t to '{path}' (format parquet)")

    def figure(self, question: str, measure: str) -> tuple[int, float]:
        found = recompute(self.places, self.truth, (county(),))[question, measure, "all"]
        return found.people, pytest.approx(found.value)


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def attended(home: Home, *rows: tuple) -> None:
    """Rows in the fall to the end of the term, but for those that say more."""
    told = [(*row, *("FALL", None)[len(row) - 6 :]) for row in rows]
    home.write("education__attendance", ENROLMENT, "text, int, text, date, int, int, text, date", *told)


def test_readiness_begins_at_270_and_is_awaited_for_90_days(home):
    """The feed is sure to 2025-12-01: of an entry on September 2 ninety days are over, of one on September 3 not."""
    first, last, late = date(2024, 8, 20), date(2025, 9, 2), date(2025, 9, 3)
    attended(home, ("r1", 2025, "K", first, 90, 0), ("r2", 2026, "K", last, 90, 0), ("r3", 2026, "K", late, 90, 0))
    results = [("r1", 2025, date(2024, 9, 9), 269), ("r2", 2026, date(2025, 9, 9), 270), ("r3", 2026, date(2025, 9, 9), 300)]
    home.write("education__kindergarten_readiness", READINESS, "text, int, date, int", *results)
    assert home.figure("q1", "is_ready_overall") == (2, 0.5)
    assert home.figure("q1", "readiness_score") == (2, 269.5)


def test_a_tenth_of_the_days_is_chronic_absence_and_nine_days_are_too_few(home):
    entry = date(2024, 8, 20)
    attended(
        home,
        ("r1", 2025, "K", entry, 60, 3),
        ("r1", 2025, "K", date(2025, 1, 7), 40, 7, "SPRING"),
        ("r2", 2025, "K", entry, 100, 9),
        ("r2", 2025, "K", date(2024, 9, 3), 20, 20),  # in two schools at once: the longer counts
        ("r3", 2025, "K", entry, 9, 9),
    )
    assert home.figure("q1", "is_chronically_absent_kindergarten") == (2, 0.5)


@pytest.mark.parametrize(
    ("day", "reported"),
    [(date(2023, 1, 15), 0), (date(2023, 1, 16), 1), (date(2024, 1, 1), 1), (date(2024, 1, 2), 0)],
)
def test_a_family_is_reported_again_from_day_15_to_12_months(home, day, reported):
    """Child 1 first, then its sister 2: one family, since rows name their mother."""
    home.write("births", BIRTH, "text, text, text, text", ("r1", "r9", None, "1"), ("r2", "r9", None, "1"))
    reported_again(home, day, "r2")
    assert home.figure("q3", "re_report_12m") == (1, reported)
    assert home.figure("q3", "removal_12m") == (1, 1 if day <= date(2024, 1, 1) else 0)


def test_children_of_a_mother_whom_no_row_names_are_two_families(home):
    reported_again(home, date(2023, 3, 1), "r2")
    assert home.figure("q3", "re_report_12m") == (2, 0)


def reported_again(home: Home, day: date, child: str) -> None:
    """A report on child 1 on the first of 2023, and on that day another one on a child, who is removed."""
    home.write("child_welfare__reports__report", REPORTS, "text, date, text", ("a", date(2023, 1, 1), "Y"), ("b", day, "Y"))
    home.write("child_welfare__reports__child", ("RptID_key", "child_record_id"), "text, text", ("a", "r1"), ("b", child))
    home.write("child_welfare__placements__removal", REMOVALS, "text, date", (child, day))


def test_without_true_families_nothing_is_worked_out(home):
    (home.truth / "families.parquet").unlink()
    assert recompute(home.places, home.truth, ()) == {}
