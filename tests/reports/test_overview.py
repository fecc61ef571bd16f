"""The reviewers' first page: every source with its standing and problems, the same bytes, nothing loaded."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from orchestration.reports.overview import Overview, Problem, SourceLine, TableLine, as_page

NIGHT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
PAGE = "data_docs/validations/library__cards/2026-10_abc/20261124T021500.000000Z/contract_1.2.0.html"
TABLE = TableLine("library__cards", 4100, 80, 3, PAGE, True, "http://desk.example:3000/assets/in_force/library__cards")
BROKEN = Problem("library__cards", "CARD.unique", "critical", 3, 80, False, "3 cards have one number.", "Renumber <them>.", PAGE)
CARDS = SourceLine(
    feed="library__cards", title="Library cards", steward="Ada", contract_version="1.2.0", standing="on time",
    reason="2026-10 is in force.", through="2026-10", last_file="cards_2026-10.csv", last_period="2026-10",
    arrived_on="2026-11-03", verdict="accepted with errors", tables=(TABLE,), problems=(BROKEN,),
    dictionary="dictionary/library__cards.html",
)  # fmt: skip
NEVER = replace(
    CARDS, feed="library__loans", title="Loans", standing="never delivered", reason="Nothing was ever delivered.",
    through="", last_file="", last_period="", arrived_on="", verdict="", problems=(),
    tables=(TableLine("library__loans", 0, 0, 0, "data_docs/expectations/library__loans.html", False, "http://desk.example:3000/x"),),
)  # fmt: skip
STALE = replace(CARDS, feed="library__fines", title="Fines", standing="STALE", verdict="rejected", reason="It was rejected.")
LATE = replace(CARDS, feed="library__desks", title="Desks", standing="late")


def rows_at_a_glance(text: str) -> list[str]:
    """The first table's rows, without markup."""
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_a_source_is_shown_with_all_a_reviewer_asks():
    (row,) = rows_at_a_glance(as_page(Overview((CARDS,), NIGHT)))
    expected = "2026-10 2026-10, 2026-11-03 cards_2026-10.csv accepted with errors 4,100 3 1 1.2.0"
    assert row == f"Library cards library__cards on time {expected}"


def test_the_gravest_source_comes_first():
    text = as_page(Overview((CARDS, LATE, NEVER, STALE), NIGHT))
    assert [row.split()[0] for row in rows_at_a_glance(text)] == ["Fines", "Loans", "Desks", "Library"]
    assert "1 STALE, 1 never delivered, 1 late, 1 on time." in " ".join(text.split())


def test_a_problem_is_told_with_rule_count_fix_and_its_page():
    text = as_page(Overview((CARDS,), NIGHT))
    assert f'<a href="{PAGE}">CARD.unique</a>' in text and "3 of 80" in text
    assert "3 cards have one number." in text
    assert "Renumber &lt;them&gt;." in text, "text of a contract is text, not markup"


def test_what_rejects_comes_first_then_severity_then_share():
    problems = [
        replace(BROKEN, rule="few", severity="warning", broken=1),
        replace(BROKEN, rule="many", severity="warning", broken=70),
        replace(BROKEN, rule="critical"),
        replace(BROKEN, rule="rejects", rejects=True, broken=1),
        replace(BROKEN, rule="noted", severity="info"),
    ]
    source = replace(CARDS, problems=problems)
    assert [problem.rule for problem in source.open_problems] == ["rejects", "critical", "many", "few"]
    assert source.noted == 1
    text = as_page(Overview((source,), NIGHT))
    assert "1 more are only noted" in text and ">noted<" not in text


def test_a_file_that_could_not_be_read_links_to_no_validation():
    unread = replace(BROKEN, rule="file.columns", rows=0, broken=1, page="")
    text = as_page(Overview((replace(CARDS, problems=(unread,), tables=NEVER.tables),), NIGHT))
    assert "file.columns" in text and 'href=""' not in text
    assert '<a href="data_docs/expectations/library__loans.html">Rules<' in text


def test_a_source_links_to_dagster_and_to_its_dictionary():
    text = as_page(Overview((CARDS,), NIGHT))
    assert f'href="{TABLE.asset}"' in text
    assert f'href="{CARDS.dictionary}"' in text


def test_the_page_before_any_contract_or_delivery_says_so():
    assert "no source has a contract yet" in as_page(Overview((), NIGHT))
    (row,) = rows_at_a_glance(as_page(Overview((NEVER,), NIGHT)))
    assert row == "Loans library__loans never delivered nothing none none 0 0 0 1.2.0"


def test_files_nobody_promised_are_named_by_agency_and_count():
    assert "2 files of library" in as_page(Overview((CARDS,), NIGHT, ("2 files of library match no contract.",)))


def test_the_same_sources_make_the_same_bytes_in_any_order():
    assert as_page(Overview((CARDS, STALE, NEVER), NIGHT)) == as_page(Overview((NEVER, CARDS, STALE), NIGHT))


def test_a_name_a_template_uses_and_nobody_gave_is_an_error():
    from jinja2 import UndefinedError

    from orchestration.reports.pages import page

    with pytest.raises(UndefinedError):
        page("overview.html.j2")
