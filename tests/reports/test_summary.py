"""The summary says of each question how many of its answers hang on linkage."""

from dataclasses import replace
from pathlib import Path

import duckdb

from orchestration.reports.summary import Answers, Summary, answers_in, as_text

SUMMARY = Summary(
    sources=(), people=None, marts={"dim_person": 50, "rpt_q9_contrasts": 5}, published="v1", published_is_new=True,
    stages={}, seconds=1.0, peak_gib=0.1, home=Path("home"),
)  # fmt: skip


def test_the_summary_counts_answers_that_another_link_level_would_change(tmp_path):
    """Of five contrasts one is withheld; one changes of everyone, one of the matched alone."""
    told = "(true, false), (null, null), (false, true), (false, null), (false, false)"
    with duckdb.connect(tmp_path / "marts.duckdb") as con:
        con.execute("create table rpt_q9_contrasts (would_answer_change boolean, would_matched_answer_change boolean)")
        con.execute(f"insert into rpt_q9_contrasts values {told}; create table rpt_q9_returns as select 1 as people_count")
    answers = answers_in(tmp_path / "marts.duckdb")
    assert answers == {"rpt_q9_contrasts": Answers(told=4, would_change=2)}
    (line,) = [line for line in as_text(replace(SUMMARY, answers=answers)).splitlines() if "rpt_q9_contrasts" in line]
    assert line.endswith("5 rows, 4 answered; at another link level 2 would change")


def test_a_home_that_published_nothing_has_no_answers(tmp_path):
    assert answers_in(tmp_path / "marts.duckdb") == {}
    assert "answered" not in as_text(SUMMARY)
