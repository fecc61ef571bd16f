"""What record types, XML, Parquet and gzip become: the rows that were sent, typed and counted like any other's."""

import gzip
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.intake.conftest import HOMES, ROLL, SECRET, roll, roll_row
from tests.intake.layout_files import AID, CARE, SCORE, SCORES, adult, aid, care, child, family, parquet, removal
from tests.intake.zips import archive


def test_records_of_several_types_become_tables_numbered_by_their_lines(county):
    sent = aid(family(), adult(first="ZOË"), adult(kind="T9", ssn=""), family("C2", aid="00000"))
    receipt = county.deliver(AID, "aid_2026-08.txt", sent)
    assert receipt.verdict == "accepted", receipt.message
    assert {name: counts["accepted"] for name, counts in receipt.tables.items()} == {
        "aid__cases__header": 1, "aid__cases__family": 2, "aid__cases__adult": 2, "aid__cases__trailer": 1,
    }  # fmt: skip
    month = date(2026, 8, 1)
    assert county.parsed(AID, "aid__cases__family") == [
        (2, month, "202608", "C1", 412, "00412"), (5, month, "202608", "C2", 0, "00000"),
    ]  # fmt: skip
    assert county.parsed(AID, "aid__cases__adult") == [
        (3, month, "202608", "C1", "999701234", "ZOË"), (4, month, "202608", "C1", None, SECRET),
    ]  # fmt: skip
    assert county.parsed(AID, "aid__cases__trailer") == [(6, 4, "0000004")]


def test_history_and_months_of_a_file_with_header_are_in_force_together(county):
    county.deliver(AID, "aid_to_2026-07.txt", aid(family(month="202606"), family("C2", "202607")))
    county.deliver(AID, "aid_2026-08.txt", aid(family()))
    assert len(county.in_force("aid__cases__family")) == 3
    assert len(county.in_force("aid__cases__header")) == 2


def test_elements_become_rows_with_what_stands_above_them(county):
    sent = care(
        child("K1", "Zo\u00eb &amp; <![CDATA[<co>]]>", removal() + removal("2026-08-02", 'a\nb, "c"')),
        child("K2", more="<note/>"),
        head='<?xml version="1.0"?>\n<!-- sent by hand -->',
    )
    receipt = county.deliver(CARE, "care_2026-08.xml", sent)
    assert receipt.verdict == "accepted", receipt.message
    born = date(2016, 2, 29)
    assert county.parsed(CARE, "foster__care__child") == [
        (1, "049", "K1", "Zoë & <co>", born, "20160229", None), (2, "049", "K2", SECRET, born, "20160229", None),
    ]  # fmt: skip
    assert county.parsed(CARE, "foster__care__removal") == [
        (1, "K1", born, "20160229", date(2026, 8, 1), "2026-08-01", "neglect"),
        (2, "K1", born, "20160229", date(2026, 8, 2), "2026-08-02", 'a\nb, "c"'),
    ]  # fmt: skip
    assert county.in_force("foster__care__about", "children") == [(2,)]


def test_names_with_a_namespace_and_a_code_page_are_read(county):
    sent = care(child(first="Zo\u00eb")).decode().replace("<care>", '<care xmlns="urn:a" xmlns:b="urn:b" b:version="2">')
    old = replace(CARE, tables=tuple(replace(t, member=replace(t.member, encoding="cp1252")) for t in CARE.tables))
    assert county.deliver(old, "care_2026-08.xml", sent.encode("cp1252")).verdict == "accepted"
    assert county.parsed(CARE, "foster__care__child")[0][3] == "Zoë"


def test_no_removal_at_all_is_an_empty_table(county):
    county.deliver(CARE, "care_2026-08.xml", care(child()))
    assert county.parsed(CARE, "foster__care__removal") == []


def test_typed_columns_of_parquet_are_judged_as_the_text_the_contract_promises(county):
    odd = "null, null, timestamp '2026-08-04 10:00', 12.5::double, 0.1::double, null"
    receipt = county.deliver(SCORES, "scores_2026-08.parquet", parquet(f"select {SCORE} union all select {odd}"))
    assert county.parsed(SCORES) == [
        (1, "0001", SECRET, date(2026, 8, 3), "08/03/2026", 97, "97", Decimal("0.25"), "0.25", True, "true"),
        (2, None, None, date(2026, 8, 4), "08/04/2026", None, "12.5", Decimal("0.1"), "0.1", None, None),
    ]
    broken = {rule["id"]: rule["broken"] for rule in receipt.rules if rule["broken"]}
    assert broken == {"pupil.required": 1, "score.castable": 1}


def test_parquet_columns_are_found_by_name_in_any_order(county):
    names = "passed, share, score, taken, first, pupil"
    receipt = county.deliver(SCORES, "scores_2026-08.parquet", parquet(f"select {names} from (select {SCORE})"))
    assert receipt.verdict == "accepted"
    assert county.parsed(SCORES)[0][1:3] == ("0001", SECRET)


def test_gzipped_file_of_several_members_is_one_text(county):
    zipped_roll = replace(ROLL, delivery=replace(ROLL.delivery, container="gzip"))
    sent = gzip.compress(roll(roll_row())) + gzip.compress(roll_row("0002").encode())
    assert county.deliver(zipped_roll, "roll_2026-08.txt", sent).tables["school__roll"]["rows"] == 2


def test_gzipped_members_of_a_zip_are_read(county):
    client, stay = HOMES.tables
    tables = (replace(client, member=replace(client.member, name="Client.csv.gz")), stay)
    packed = archive(("Client.csv.gz", gzip.compress(b"ID,FIRST\n1,A\n")), ("Stay.csv", "ID,IN\n"))
    receipt = county.deliver(replace(HOMES, tables=tables), "homes_2026-08.zip", packed)
    assert (receipt.verdict, receipt.tables["coc__homes__client"]["rows"]) == ("accepted", 1)


def test_plain_text_of_every_layout_stays_in_vault_and_landing(county):
    county.deliver(AID, "aid_2026-08.txt", aid(family(), adult()))
    county.deliver(CARE, "care_2026-08.xml", care(child()))
    county.deliver(SCORES, "scores_2026-08.parquet", parquet(f"select {SCORE}"))
    assert SECRET.encode() not in county.bytes_outside()
    sealed = b"".join(p.read_bytes() for p in county.places.vault.rglob("*") if p.is_file())
    assert SECRET.encode() not in sealed
