"""Which version of a row is in force, by mode; and that nothing is written when nothing changed."""

from dataclasses import replace

import pytest

from orchestration.errors import TwogenError
from orchestration.intake import bring_into_force, in_force_deliveries
from orchestration.intake.landing import land
from orchestration.intake.periods import span
from tests.intake.conftest import HOMES, ROLL, WAGES, contract_of, homes, roll, roll_row, wage_row

TERM_TABLE = replace(ROLL.tables[0], rules=())
TERMS = replace(
    ROLL,
    delivery=replace(
        ROLL.delivery,
        period=replace(ROLL.delivery.period, unit="term"),
        file_pattern=r"roll_(?P<period>\d{4}-[A-Z]+)_asof_\d+\.txt",
        history_pattern=r"roll_to_(?P<period>\d{4}-[A-Z]+)\.txt",
    ),
    tables=(TERM_TABLE,),
)


def days(county, contract=ROLL):
    """What is in force: month seen, and the number that tells versions apart."""
    rows = county.in_force(contract.feed, 'strftime("SEEN", \'%Y-%m\'), "DAYS"')
    return [(month, int(day)) for month, day in rows]


def row(pupil: int, seen: str, version: int) -> str:
    month, year = seen.split("/")
    return roll_row(f"{pupil:04d}", seen=f"{month}/05/{year}", days=str(version))


def test_restatement_of_a_period_supersedes_and_every_version_is_kept(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1), row(2, "08/2026", 1)))
    county.deliver(ROLL, "roll_2026-09.txt", roll(row(1, "09/2026", 1)))
    county.deliver(ROLL, "roll_2026-08_r1.txt", roll(row(1, "08/2026", 2)))
    assert days(county) == [("2026-08", 2), ("2026-09", 1)]
    assert len(list(county.places.raw.rglob("*.parquet"))) == 3


def test_history_and_months_are_in_force_together(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "06/2026", 0), row(2, "07/2026", 0)))
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    assert days(county) == [("2026-06", 0), ("2026-07", 0), ("2026-08", 1)]


@pytest.mark.parametrize("first", ["own", "history"])
def test_own_delivery_supersedes_its_months_in_a_history_whichever_came_first(county, first):
    own = ("roll_2026-06_r1.txt", roll(row(1, "06/2026", 9)))
    history = ("roll_to_2026-07.txt", roll(row(1, "06/2026", 0), row(2, "06/2026", 0), row(3, "07/2026", 0)))
    for delivery in (own, history) if first == "own" else (history, own):
        county.deliver(ROLL, *delivery)
    assert sorted(days(county)) == [("2026-06", 9), ("2026-07", 0)]


def test_later_history_supersedes_an_earlier_one_for_the_periods_it_covers(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "05/2026", 0), row(2, "06/2026", 0), row(3, "07/2026", 0)))
    county.deliver(ROLL, "roll_to_2026-06.txt", roll(row(1, "05/2026", 1), row(2, "06/2026", 1)))
    assert sorted(days(county)) == [("2026-05", 1), ("2026-06", 1), ("2026-07", 0)]


def test_terms_supersede_in_the_order_of_the_school_year(county):
    rows = [row(1, "09/2025", 0), row(2, "03/2026", 0), row(3, "06/2026", 0)]
    county.deliver(TERMS, "roll_to_2026-SUMMER.txt", roll(*rows))
    county.deliver(TERMS, "roll_2026-SPRING_asof_1.txt", roll(row(2, "04/2026", 5)))
    county.deliver(TERMS, "roll_2027-FALL_asof_1.txt", roll(row(1, "08/2026", 1)))
    county.deliver(TERMS, "roll_2027-FALL_asof_2.txt", roll(row(1, "10/2026", 2)))
    assert sorted(days(county)) == [("2025-09", 0), ("2026-04", 5), ("2026-06", 0), ("2026-10", 2)]
    assert [r.period for r in in_force_deliveries(TERMS, county.places)] == [
        "2026-SPRING", "2026-SUMMER", "2027-FALL",
    ]  # fmt: skip


def test_quarters_are_read_from_two_columns(county):
    county.deliver(WAGES, "pay_to_2026q1.txt", f"{wage_row(quarter='4', year='2025')}\n{wage_row(quarter='1')}\n".encode())
    county.deliver(WAGES, "pay_2026q2.txt", wage_row(paid="1").encode())
    county.deliver(WAGES, "pay_2026q2_r1.txt", wage_row(paid="2").encode())
    assert [(y, q, int(p)) for y, q, p in county.in_force("labor__pay", '"YEAR", "QUARTER", "PAID"')] == [
        (2025, 4, 12345), (2026, 1, 12345), (2026, 2, 2),
    ]  # fmt: skip


def test_snapshot_in_force_is_the_last_accepted_of_the_latest_period(county):
    county.deliver(HOMES, "homes_to_2026-07.zip", homes(1, 1))
    county.deliver(HOMES, "homes_2026-09.zip", homes(3, 2))
    county.deliver(HOMES, "homes_2026-08.zip", homes(2, 1))  # late: an older state of the same people
    assert len(county.in_force("coc__homes__client")) == 3
    county.deliver(HOMES, "homes_2026-09_r1.zip", homes(4, 1))
    assert (len(county.in_force("coc__homes__client")), len(county.in_force("coc__homes__stay"))) == (4, 1)
    assert [r.period for r in in_force_deliveries(HOMES, county.places)] == ["2026-07", "2026-08", "2026-09"]


def test_upsert_keeps_the_last_accepted_row_of_each_key(county):
    columns = tuple(replace(c, primary_key=c.name == "PUPIL") for c in ROLL.tables[0].columns)
    upsert = replace(ROLL, delivery=replace(ROLL.delivery, mode="upsert"), tables=(replace(ROLL.tables[0], columns=columns),))
    county.deliver(upsert, "roll_2026-08.txt", roll(row(1, "08/2026", 1), row(2, "08/2026", 1)))
    county.deliver(upsert, "roll_2026-09.txt", roll(row(2, "09/2026", 2), row(3, "09/2026", 2)))
    assert days(county, upsert) == [("2026-08", 1), ("2026-09", 2), ("2026-09", 2)]


def test_rejected_delivery_stays_out_and_the_former_in(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    receipt = county.deliver(ROLL, "roll_2026-08_r1.txt", roll(row(1, "09/2026", 2), row(2, "09/2026", 2)))
    assert receipt.verdict == "rejected"
    assert days(county) == [("2026-08", 1)]


def test_nothing_accepted_gives_an_empty_table_with_the_contracts_types(county):
    in_force = bring_into_force(ROLL, county.places)
    assert in_force["school__roll"].rows == 0 and in_force["school__roll"].changed
    described = county.vault.connect().execute(f"describe from '{county.places.in_force}/school__roll.parquet'").fetchall()
    assert [(name, type_) for name, type_, *_ in described] == [
        ("person_record_id", "VARCHAR"), ("delivery_id", "VARCHAR"), ("row_number", "BIGINT"), ("PUPIL_key", "VARCHAR"),
        ("BORN_birth_month", "DATE"), ("SEX", "VARCHAR"), ("SEEN", "DATE"), ("DAYS", "BIGINT"),
    ]  # fmt: skip


def test_file_in_force_is_left_alone_when_no_delivery_and_no_contract_changed(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    path = county.places.in_force / "school__roll.parquet"
    before = path.stat().st_mtime_ns, path.stat().st_ino
    again = bring_into_force(ROLL, county.places)["school__roll"]
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert (again.changed, again.rows, len(again.deliveries)) == (False, 1, 1)


def test_columns_of_a_newer_contract_are_null_for_older_deliveries(county):
    table = ROLL.tables[0]
    older = contract_of(ROLL.feed, ROLL.delivery, (replace(table, columns=table.columns[:-1]),), "0.9.0")
    county.deliver(older, "roll_2026-07.txt", roll("1\tA\t\t\t07/03/2026", header="PUPIL\tFIRST\tBORN\tSEX\tSEEN"))
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    assert county.in_force("school__roll", '"DAYS"') == [(None,), (1,)]


def test_history_without_row_periods_beside_other_deliveries_is_an_error_that_says_what_to_set(county):
    blind = replace(ROLL, delivery=replace(ROLL.delivery, period=replace(ROLL.delivery.period, columns=())))
    county.deliver(blind, "roll_to_2026-07.txt", roll(row(1, "07/2026", 0)))
    county.drop(blind, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    with pytest.raises(TwogenError, match="which columns hold a row's period"):
        county.night(blind)


def test_missing_raw_rows_of_an_accepted_delivery_are_an_error(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    next(county.places.raw.rglob("*.parquet")).unlink()
    (county.places.in_force / "school__roll.json").unlink()
    with pytest.raises(TwogenError, match="restore raw/"):
        bring_into_force(ROLL, county.places)


def test_rejected_delivery_is_judged_again_when_its_contract_changes(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1, "08/2026", 1)))
    wider = "PUPIL\tFIRST\tBORN\tSEX\tSEEN\tDAYS\tNOTE"
    county.deliver(ROLL, "roll_2026-09.txt", roll("1\tA\t\t\t09/03/2026\t7\tx", header=wider))
    (county.places.landing / "school" / "roll_2026-09.txt").unlink()
    assert land(ROLL, county.places, county.vault, county.clock) == []
    table = ROLL.tables[0]
    note = replace(table.columns[1], name="NOTE")
    newer = contract_of(ROLL.feed, ROLL.delivery, (replace(table, columns=(*table.columns, note)),), "1.1.0")
    (landed,) = land(newer, county.places, county.vault, county.clock)
    assert landed.is_rejudgement and landed.source is None
    (receipt,), in_force = county.night(newer)
    assert (receipt.verdict, in_force["school__roll"].rows) == ("accepted", 2)
    folder = county.places.receipts / "school__roll"
    assert sorted(p.name for p in folder.glob("2026-09*")) == [
        f"{landed.delivery_id}.{newer.sha256[:8]}.json", f"{landed.delivery_id}.json",
    ]  # fmt: skip
    assert [r.verdict for r in county.receipts(newer)] == ["accepted", "accepted"]
    assert land(newer, county.places, county.vault, county.clock) == []
    assert land(ROLL, county.places, county.vault, county.clock) == []
    assert len(list((county.places.receipts / "contracts").iterdir())) == 2


@pytest.mark.parametrize(
    ("text", "unit", "form", "end", "following"),
    [
        ("2026-12", "month", "2026-12", "2026-12-31", "2027-01"),
        ("202602", "month", "2026-02", "2026-02-28", "2026-03"),
        ("2026q4", "quarter", "2026-4", "2026-12-31", "2027-1"),
        ("2026-1", "quarter", "2026-1", "2026-03-31", "2026-2"),
        ("2027-fall", "term", "2027-FALL", "2026-12-31", "2027-SPRING"),
        ("2027-SPRING", "term", "2027-SPRING", "2027-05-31", "2027-SUMMER"),
        ("2027-SUMMER", "term", "2027-SUMMER", "2027-07-31", "2028-FALL"),
    ],
)
def test_span_has_one_form_an_end_and_a_next(text, unit, form, end, following):
    found = span(text, unit)
    assert (found.text, str(found.end), found.next.text) == (form, end, following)
    assert found < found.next


@pytest.mark.parametrize(("text", "unit"), [("2026-13", "month"), ("2026q5", "quarter"), ("2026-WINTER", "term"), ("", "month")])
def test_text_that_names_no_span_is_none(text, unit):
    assert span(text, unit) is None
