"""Each layout is read exactly as its contract says, and what was received stays beside what was understood."""

import secrets
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from orchestration.intake import land, parse
from tests.intake.conftest import HOMES, NOW, ROLL, SECRET, WAGES, homes, roll, roll_row, wage_row
from tests.intake.zips import zipped


def test_delimited_rows_are_typed_with_the_received_text_beside(county):
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row(), "0002\t\t13/45/2016\t\t08/04/2026\t 999 "))
    assert receipt.verdict == "accepted", receipt.message
    seen = date(2026, 8, 3)
    assert county.parsed(ROLL) == [
        (1, "0001", SECRET, date(2016, 2, 29), "02/29/2016", "2", seen, "08/03/2026", 20, "20"),
        (2, "0002", None, None, "13/45/2016", None, date(2026, 8, 4), "08/04/2026", None, None),
    ]


def test_quotes_are_ordinary_where_the_contract_has_no_quote(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row(first='O"Neil "'), roll_row("0002", first='"')))
    assert [row[2] for row in county.parsed(ROLL)] == ['O"Neil "', '"']


def test_fixed_width_slices_are_cut_by_character_and_joined(county):
    content = "\r\n".join([wage_row(name="MUÑOZ"), wage_row(name="ŠKODA", paid=" 1234.50")]) + "\r\n"
    assert county.deliver(WAGES, "pay_2026q2.txt", content.encode("cp1252")).verdict == "accepted"
    assert county.parsed(WAGES) == [
        (1, "999701234", "MUÑOZ", 2026, "2026", 2, "2", Decimal(12345), "00012345"),
        (2, "999701234", "ŠKODA", 2026, "2026", 2, "2", Decimal("1234.5"), "1234.50"),
    ]


def test_zip_members_are_tables_and_quoted_text_may_hold_everything(county):
    receipt = county.deliver(HOMES, "homes_2026-08.zip", homes())
    assert receipt.tables["coc__homes__client"] == {"rows": 3, "quarantined": 0, "accepted": 3}
    assert county.parsed(HOMES, "coc__homes__client")[1] == (2, "1", f'{SECRET} "1", the\nfirst')
    assert county.parsed(HOMES, "coc__homes__stay")[0] == (1, "0", date(2026, 8, 1), "2026-08-01")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "end", "end end"])
def test_line_ends_and_blank_last_lines_make_no_difference(county, ends, tail):
    content = roll(roll_row(), roll_row("0002")).decode().rstrip("\n") + tail.replace("end", "\n").replace(" ", "")
    receipt = county.deliver(ROLL, "roll_2026-08.txt", content.replace("\n", ends).encode())
    assert receipt.tables["school__roll"]["rows"] == 2


def test_byte_order_mark_and_dos_end_are_taken_off(county):
    content = b"\xef\xbb\xbf" + roll(roll_row(first="Zoë")) + b"\x1a"
    assert county.deliver(ROLL, "roll_2026-08.txt", content).verdict == "accepted"
    assert county.parsed(ROLL)[0][1:3] == ("0001", "Zoë")


def test_header_alone_is_readable_and_left_to_the_rules(county):
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll())
    assert (receipt.verdict, receipt.tables["school__roll"]["rows"]) == ("accepted", 0)
    receipt = county.deliver(HOMES, "homes_2026-08.zip", zipped(Client="ID,FIRST\n", Stay="ID,IN"))
    assert (receipt.verdict, receipt.tables["coc__homes__stay"]["rows"]) == ("accepted", 0)


@pytest.mark.parametrize("contract", [ROLL, HOMES], ids=["lines", "quoted"])
def test_row_numbers_follow_the_file_however_many_threads_read_it(county, contract):
    rows, filling = 50_000, secrets.token_hex(20) * 20  # more than DuckDB's buffer of 32 MB, so that two threads read
    if contract is ROLL:
        county.drop(ROLL, "roll_2026-08.txt", roll(*[roll_row(str(n), filling) for n in range(rows)]))
    else:
        clients = "ID,FIRST\n" + "".join(f'{n},"{filling}, ""{n}""\n"\n' for n in range(rows))
        county.drop(HOMES, "homes_2026-08.zip", zipped(Client=clients, Stay="ID,IN\n"))
    (landed,) = land(contract, county.places, county.vault, NOW)
    path = next(iter(parse(landed, contract, county.places, county.vault).tables.values()))
    wrong = "count(*) filter (where row_number <> columns('PUPIL|ID')::bigint + 1)"
    found = county.vault.connect().execute(f"select count(*), {wrong} from {county.vault.scan(path)}").fetchall()
    assert found == [(rows, 0)]


def test_members_nobody_promised_are_counted_and_not_read(county):
    packed = zipped(Client="ID,FIRST\n1,A\n", Stay="ID,IN\n", Other=SECRET, Another="\0")
    receipt = county.deliver(HOMES, "homes_2026-08.zip", packed)
    (entry,) = [rule for rule in receipt.rules if rule["id"] == "file.unpromised_members"]
    assert (receipt.verdict, entry["broken"], entry["severity"]) == ("accepted", 2, "info")


def test_same_delivery_gives_the_same_raw_bytes(county, tmp_path):
    county.deliver(ROLL, "roll_2026-08.txt", roll(*[roll_row(f"{n:04d}") for n in range(50)]))
    (path,) = county.places.raw.rglob("*.parquet")
    before = path.read_bytes()
    next(county.places.receipts.glob("school__roll/*.json")).unlink()
    county.night(ROLL)
    assert path.read_bytes() == before


def test_fixed_width_without_a_promised_length_takes_longer_records(county):
    table = WAGES.tables[0]
    loose = replace(WAGES, tables=(replace(table, member=replace(table.member, record_length=None)),))
    receipt = county.deliver(loose, "pay_2026q2.txt", f"{wage_row()}and more\n{wage_row().rstrip()}\n".encode())
    assert receipt.tables["labor__pay"]["rows"] == 2
