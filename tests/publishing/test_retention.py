"""Five newest, the last of each month, current and cited versions stay; nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb

from orchestration.publishing import current_version, prune, publish, versions
from orchestration.publishing.retention import kept_versions
from orchestration.publishing.versions import version_name
from tests.publishing.conftest import NIGHT


def name(day: str) -> str:
    return version_name(datetime.fromisoformat(f"{day}T02:00:00+00:00").astimezone(UTC), "0" * 64)


def test_the_last_five_and_the_last_of_each_month_stay():
    days = ["2026-08-30", "2026-08-31", "2026-09-01", "2026-09-30", *(f"2026-11-{d:02}" for d in range(1, 8))]
    kept = kept_versions([name(day) for day in days], set(), None)
    assert kept == {name(d) for d in ["2026-08-31", "2026-09-30", *(f"2026-11-{d:02}" for d in range(3, 8))]}


def test_a_cited_version_and_the_current_one_stay():
    names = [name(f"2026-11-{d:02}") for d in range(1, 11)]
    assert kept_versions(names, {names[0]}, names[2]) == {names[0], names[2], *names[-5:]}


def publish_nights(places, evidence, facts, count: int) -> list[str]:
    return [
        publish(places, evidence, replace(facts, model_version=str(n)), NIGHT + timedelta(hours=n)).version for n in range(count)
    ]


def test_publishing_removes_what_is_no_longer_kept(places, build, evidence, facts):
    build()
    names = publish_nights(places, evidence, facts, 7)
    assert versions(places) == names[2:]
    assert current_version(places) == names[-1]


def test_a_citation_keeps_its_version(places, build, evidence, facts):
    build()
    names = publish_nights(places, evidence, facts, 5)
    (places.published / "cited").write_text(f"# stable housing, card 3\n{names[0]}  # audit pack 2026-1\n")
    names += [publish(places, evidence, facts, NIGHT + timedelta(days=1)).version]
    names += [publish(places, evidence, replace(facts, model_version="x"), NIGHT + timedelta(days=2)).version]
    assert versions(places) == [names[0], *names[2:]]


def test_a_citation_of_no_version_removes_nothing_and_is_said(places, build, evidence, facts):
    build()
    names = publish_nights(places, evidence, facts, 5)
    (places.published / "cited").write_text("20261124T021500Z-slipofthepen\n")
    published = publish(places, evidence, facts, NIGHT + timedelta(days=1))
    assert published.pruned.unknown_citations == ("20261124T021500Z-slipofthepen",)
    assert versions(places) == [*names, published.version]


def test_a_reader_of_a_removed_version_reads_on(places, build, evidence, facts):
    build()
    oldest = publish(places, evidence, facts, NIGHT - timedelta(hours=1)).path
    with duckdb.connect(oldest / "marts.duckdb", read_only=True) as reader:
        publish_nights(places, evidence, facts, 6)
        assert not oldest.exists()
        assert reader.execute("select count(*) from dim_person").fetchall() == [(50,)]


def test_pruning_twice_removes_nothing_more(places, build, evidence, facts):
    build()
    publish_nights(places, evidence, facts, 6)
    assert prune(places).removed == ()
