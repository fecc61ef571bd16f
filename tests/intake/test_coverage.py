"""The days a feed speaks for: from its rows and receipts, never from the calendar of the night that asks."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from data_contracts import Contract
from orchestration.intake import write_coverage
from orchestration.intake.coverage import coverage
from tests.intake.conftest import HOMES, ROLL, WAGES, homes, roll, roll_row, wage_row

TODAY = date(2026, 11, 24)
HOMES_SINCE = replace(HOMES, delivery=replace(HOMES.delivery, first_day=("stay", "IN")))


def rows(month: str, count: int = 1) -> list[str]:
    """Roll rows of one month, each of another pupil."""
    return [roll_row(pupil=f"{month[:2]}{n:05d}", seen=f"{month[:2]}/03/{month[3:]}") for n in range(count)]


def days(county, contract: Contract, today: date = TODAY):
    said = coverage(contract, county.places, today)
    return said.first_covered_date, said.last_covered_date, said.coverage_note, said.rejected_count


def test_a_feed_that_was_never_delivered_has_no_days_and_says_so(county):
    assert days(county, ROLL) == (None, None, "never_delivered", 0)


def test_a_feed_of_which_everything_was_rejected_was_never_delivered(county):
    county.deliver(ROLL, "roll_2026-08.txt", b"nothing like it\n")
    assert days(county, ROLL) == (None, None, "never_delivered", 1)


def test_a_historical_load_reaches_back_as_far_as_its_rows(county):
    county.deliver(ROLL, "roll_to_2026-08.txt", roll(*rows("03/2026"), *rows("08/2026")))
    county.deliver(ROLL, "roll_2026-09.txt", roll(*rows("09/2026")))
    assert days(county, ROLL) == (date(2026, 3, 1), date(2026, 9, 30), "stale", 0)  # October was due in November
    assert days(county, ROLL, date(2026, 11, 15))[2] is None


@pytest.mark.parametrize(("good", "first"), [(1998, date(2026, 8, 1)), (1997, date(2016, 7, 1))], ids=["2 in 2000", "2 in 1999"])
def test_mistyped_years_of_one_row_in_a_thousand_move_no_first_day(county, good, first):
    county.deliver(ROLL, "roll_to_2026-08.txt", roll(*rows("08/2026", good), *rows("07/2016", 2)))
    assert days(county, ROLL)[0] == first


@pytest.mark.parametrize(("wrong", "first"), [(1, date(2026, 8, 1)), (2, date(2016, 7, 1))])
def test_one_mistyped_year_moves_no_first_day_of_a_small_feed(county, wrong, first):
    county.deliver(ROLL, "roll_to_2026-08.txt", roll(*rows("08/2026", 20), *rows("07/2016", wrong)))
    assert days(county, ROLL)[0] == first


def test_a_feed_rejected_for_months_speaks_for_no_day_after_its_last_good_delivery(county):
    county.deliver(ROLL, "roll_2026-07.txt", roll(*rows("07/2026")))
    for month in ("08", "09", "10"):
        county.deliver(ROLL, f"roll_2026-{month}.txt", b"nothing like it\n")
    assert days(county, ROLL) == (date(2026, 7, 1), date(2026, 7, 31), "stale", 3)


def test_a_month_that_is_missing_ends_what_a_feed_speaks_for_until_it_comes(county):
    for month in ("07", "09", "10"):
        county.deliver(ROLL, f"roll_2026-{month}.txt", roll(*rows(f"{month}/2026")))
    assert days(county, ROLL)[1:] == (date(2026, 7, 31), "stale", 0)
    county.deliver(ROLL, "roll_2026-08.txt", roll(*rows("08/2026")))
    assert days(county, ROLL)[1:] == (date(2026, 10, 31), None, 0)


def test_a_delivery_that_came_before_its_period_was_over_speaks_for_the_months_that_were(county):
    assert county.clock.date() == TODAY
    county.deliver(ROLL, "roll_2026-11.txt", roll(*rows("11/2026")))
    assert days(county, ROLL) == (date(2026, 11, 1), date(2026, 10, 31), None, 0)


def test_a_delivery_from_the_future_is_no_coverage_at_all(county):
    county.deliver(ROLL, "roll_2027-02.txt", roll(*rows("02/2027")))
    assert days(county, ROLL) == (None, None, "never_delivered", 1)


def test_quarters_begin_and_end_with_their_months(county):
    content = "\n".join([wage_row(), wage_row(ssn="999701235", year="2025", quarter="4")]) + "\n"
    county.deliver(WAGES, "pay_to_2026q2.txt", content.encode())
    assert days(county, WAGES)[:2] == (date(2025, 10, 1), date(2026, 6, 30))


def test_a_snapshot_speaks_from_the_column_its_contract_names(county):
    county.deliver(HOMES_SINCE, "homes_2026-10.zip", homes())
    assert days(county, HOMES_SINCE)[:2] == (date(2026, 8, 1), date(2026, 10, 31))


def test_a_snapshot_whose_contract_names_none_speaks_from_its_first_period(county):
    county.deliver(HOMES, "homes_2026-10.zip", homes())
    assert days(county, HOMES)[:2] == (date(2026, 10, 1), date(2026, 10, 31))


def test_the_table_has_a_row_for_every_contract_and_is_written_only_when_it_says_something_else(county):
    county.deliver(ROLL, "roll_2026-09.txt", roll(*rows("09/2026")))
    path = county.places.in_force / "feed_coverage.parquet"
    sidecar = path.with_suffix(".json")
    write_coverage((WAGES, ROLL), county.places, date(2026, 11, 10))
    first, said = path.stat().st_mtime_ns, sidecar.read_text()
    with duckdb.connect() as con:
        found = con.execute(f"select feed, lag_days, last_covered_date, coverage_note from read_parquet('{path}')").fetchall()
    assert found == [("labor__pay", 30, None, "never_delivered"), ("school__roll", 30, date(2026, 9, 30), None)]
    write_coverage((ROLL, WAGES), county.places, date(2026, 11, 15))
    assert (path.stat().st_mtime_ns, sidecar.read_text()) == (first, said)
    write_coverage((ROLL, WAGES), county.places, date(2026, 11, 16))  # October is overdue
    assert path.stat().st_mtime_ns > first and sidecar.read_text() != said
