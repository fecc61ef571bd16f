"""What leaves changes when a quarter closes, and not from night to night."""

import csv
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest

from orchestration.publishing import publish, read_manifest, spoiled_files
from orchestration.publishing.releases import closed_quarter
from tests.publishing.conftest import NIGHT

REPORT = "rpt_q13_systems_used"
CHANGED = f"update {REPORT} set people_count = 20 where people_count = 15"


def coverage(*feeds: tuple[str | None, ...]) -> str:
    """dim_source_coverage with feeds of (reportable through, note, last accepted: 2027-01-05 unless said)."""
    told = [(*feed, "2027-01-05")[:3] for feed in feeds]
    rows = ", ".join(f"({_said(day)}::date, {_said(note)}::varchar, {_said(last)}::date)" for day, note, last in told)
    columns = "reportable_through_date, coverage_note, last_accepted_date"
    return f"create table dim_source_coverage as from (values {rows}) t({columns})"


def _said(word: str | None) -> str:
    return "null" if word is None else f"'{word}'"


def shown(published, report: str = REPORT) -> list[str]:
    with (published.path / "release" / f"{report}.csv").open() as file:
        return [row["people_count"] for row in csv.DictReader(file)]


@pytest.fixture
def first(places, build, evidence, facts):
    """A version made when the last quarter everyone has told whole is the first of 2026."""
    build(coverage(("2026-03-31", None), ("2026-08-15", None)))
    return publish(places, evidence, facts, NIGHT)


@pytest.fixture
def next_night(places, build, evidence, facts):
    """Publishes one day later, after further statements."""

    def publish_next(*statements: str, **other_facts):
        build(*statements)
        return publish(places, evidence, replace(facts, **other_facts), NIGHT + timedelta(days=1))

    return publish_next


def test_a_version_between_two_quarters_carries_the_release_before_unchanged(first, next_night):
    second = next_night(coverage(("2026-06-29", None), ("2026-08-15", None)), CHANGED)
    assert second.is_new
    assert shown(second) == shown(first) == ["0", "15", ""]
    files = [read_manifest(version.path)["files"] for version in (first, second)]
    assert [{p: f for p, f in said.items() if p.startswith("release/")} for said in files] == [
        {p: f for p, f in files[0].items() if p.startswith("release/")}
    ] * 2
    with duckdb.connect(second.path / "marts.duckdb", read_only=True) as con:  # inside, tonight's rows can be read
        assert con.execute(f"select max(people_count) from {REPORT}").fetchall() == [(20,)]
    assert read_manifest(second.path)["release"] == read_manifest(first.path)["release"]
    assert spoiled_files(second.path) == []


def test_a_release_is_renewed_when_the_last_feed_has_told_the_quarter_whole(first, next_night):
    second = next_night(coverage(("2026-06-30", None), ("2026-08-15", None)), CHANGED)
    assert shown(second) == ["0", "20", ""]
    said = [read_manifest(version.path)["release"] for version in (first, second)]
    assert [release["period"] for release in said] == ["2026Q1", "2026Q2"]
    assert [release["reports"][REPORT]["version"] for release in said] == [first.version, second.version]


def test_a_quarter_that_opens_again_renews_nothing(first, next_night):
    second = next_night(coverage(("2025-12-31", None)), CHANGED)
    assert shown(second) == ["0", "15", ""]
    assert read_manifest(second.path)["release"]["period"] == "2026Q1"


def test_a_new_report_is_added_and_the_others_stay(first, next_night):
    new = "create table rpt_q2_subsidy as select 'all' as exposure_value, 30 as people_count"
    second = next_night(coverage(("2026-03-31", None)), CHANGED, new)
    assert (shown(second), shown(second, "rpt_q2_subsidy")) == (["0", "15", ""], ["30"])
    reports = read_manifest(second.path)["release"]["reports"]
    assert {name: said["version"] for name, said in reports.items()} == {REPORT: first.version, "rpt_q2_subsidy": second.version}


def test_reports_of_one_question_are_made_anew_together(first, next_night):
    """Contrasts are made of the report of the night; beside last quarter's they would tell what has changed since."""
    contrasts = "create table rpt_q13_contrasts as select 30 as people_count"
    assert shown(next_night(coverage(("2026-03-31", None)), CHANGED, contrasts)) == ["0", "20", ""]


@pytest.mark.parametrize(
    ("statement", "other"),
    [
        (f"alter table {REPORT} rename subgroup to subgroup_name", {}),
        ("select 1", {"definitions": {REPORT: {"card": "2.0.0", "parameters": {"gap_months": 1}}}}),
        ("select 1", {"definitions": {REPORT: {"card": "1.0.0", "parameters": {"gap_months": 2}}}}),
    ],
    ids=["other columns", "another version of its card", "another parameter"],
)
def test_a_report_defined_anew_is_made_anew(first, next_night, statement, other):
    assert shown(next_night(coverage(("2026-03-31", None)), CHANGED, statement, **other)) == ["0", "20", ""]


def test_a_report_that_is_gone_leaves_the_release(first, next_night):
    other = "create table rpt_q2_x as select 30 as people_count"
    second = next_night(coverage(("2026-03-31", None)), f"drop table {REPORT}", other)
    assert sorted(path.name for path in (second.path / "release").iterdir()) == ["rpt_q2_x.csv", "rpt_q2_x.parquet"]


def test_a_file_that_somebody_put_beside_a_report_renews_nothing(first, next_night):
    (first.path / "release" / f".~lock.{REPORT}.csv#").write_text("open in an office program")
    assert shown(next_night(coverage(("2026-03-31", None)), CHANGED)) == ["0", "15", ""]


def test_a_report_that_was_altered_is_not_carried_on(first, next_night):
    (first.path / "release" / f"{REPORT}.csv").write_text("made up")
    assert shown(next_night(coverage(("2026-03-31", None)), CHANGED)) == ["0", "20", ""]


@pytest.mark.parametrize(
    ("feeds", "quarter"),
    [
        ([("2026-03-31", None)], "2026Q1"),
        ([("2026-03-30", None)], "2025Q4"),
        ([("2026-12-31", None), ("2026-09-29", None)], "2026Q2"),
        ([("2026-12-31", None), ("2024-09-30", "stale", "2026-10-04"), (None, "never_delivered", None)], "2026Q4"),
        ([("2026-12-31", None), ("2026-09-30", "stale", "2026-10-05")], "2026Q3"),
        ([(None, "never_delivered")], None),
    ],
    ids=["last day", "day before", "the slowest feed decides", "a feed long stale does not", "a late rejection does", "nothing"],
)
def test_a_quarter_is_closed_when_its_last_day_can_be_trusted(feeds, quarter):
    with duckdb.connect() as con:
        con.execute(coverage(*feeds))
        assert closed_quarter(con, {"dim_source_coverage": "dim_source_coverage"}) == quarter
        assert closed_quarter(con, {}) is None
