"""Each wrong file with record types, XML, Parquet or gzip is rejected whole, with rule, count and fix, and no value."""

import gzip
from dataclasses import replace

import pytest

from data_contracts import Contract
from tests.intake.conftest import ROLL, SECRET, roll, roll_row
from tests.intake.layout_files import AID, CARE, SCORE, SCORES, adult, aid, care, child, family, parquet, removal

BOMB = """<?xml version="1.0"?><!DOCTYPE care [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<!DOCTYPE care [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ELSEWHERE = '<!DOCTYPE care SYSTEM "http://127.0.0.1:9/care.dtd">'
GZIPPED: Contract = replace(ROLL, delivery=replace(ROLL.delivery, container="gzip"))

AIDS = {
    "trailer counts another number": (
        aid(family(), adult(), trailer="TRAILER0000007"), "file.counts", 1,
        "RECORD_COUNT of trailer is not the number of rows received; 2 rows of family, adult came.",
    ),
    "trailer counts nothing": (aid(family(), trailer="TRAILER       "), "file.counts", 1, "is blank or no number"),
    "trailer missing": (aid(family(), trailer=""), "file.trailer", 1, "the trailer trailer is missing"),
    "trailer twice": (
        aid(family(), "TRAILER0000001", trailer="TRAILER0000001"), "file.trailer", 2, "stands in 2 lines",
    ),
    "trailer before the end": (
        aid("TRAILER0000001", trailer=family()), "file.trailer", 1, "should stand in the last only",
    ),
    "header missing": (aid(family(), header=""), "file.header", 1, "the header header is missing"),
    "header later": (aid(f"HEADER20260902A  \n{family()}", header=adult()), "file.header", 1, "in the first only"),
    "a strange record type": (
        aid(family(), "T3" + SECRET, SECRET), "file.record_types", 2, "2 lines have no record type promised, the first in line 3",
    ),
    "a blank line": (aid(family(), " ", family("C2")), "file.record_types", 1, "the first in line 3"),
    "a short record": (
        aid(family(), adult()[:-1]), "file.record_length", 1,
        "1 of 1 record of adult are not 44 characters long, the first in line 3",
    ),
}  # fmt: skip

CARES = {
    "an entity bomb": (care(child(first="&c;"), head=BOMB), "file.doctype", 1, "declares a document type"),
    "an entity that reads a file": (care(child(first="&a;"), head=OUTSIDE), "file.doctype", 1, "declares a document type"),
    "a document type elsewhere": (care(child(), head=ELSEWHERE), "file.doctype", 1, "declares a document type"),
    "cut short": (care(child())[:-9], "file.xml", 1, "cut short or damaged at line 1"),
    "no XML": (roll(roll_row()), "file.xml", 1, "cut short or damaged"),
    "an undefined entity": (care(child(first="&nobody;")), "file.xml", 1, "cut short or damaged"),
    "nested beyond measure": (b"<care>" + b"<care>" * 70 + b"</care>" * 71, "file.xml", 1, "nested more than 64 deep"),
    "an endless value": (care(child(first="x" * (2**20 + 1))), "file.xml", 1, "holds more than"),
    "UTF-16": (care(child()).decode().encode("utf-16"), "file.encoding", 1, "is UTF-16"),
    "another code page": (
        care(child(first="Zo\u00eb")).decode().encode("cp1252"), "file.encoding", 1, "1 line is not valid utf-8",
    ),
    "an element not promised": (
        care(child(more=f"<{SECRET}>{SECRET}</{SECRET}>")), "file.elements", 1, "1 element or attribute is not promised",
    ),
    "an attribute not promised": (
        care(child().replace("<born>", '<born exact="1">'), child()), "file.elements", 1, "1 element or attribute is not",
    ),
    "another root": (care(child(), root="cares"), "file.elements", 10, "elements or attributes are not promised"),
    "a value twice": (
        care(child(more="<born>20160301</born>", removals=removal())), "file.elements", 1, "born of child stands several times",
    ),
    "a wrong count": (care(child(), count=7), "file.counts", 1, "children of about is not the number of rows received; 1 row"),
    "no element to count by": (
        b'<care><agency county="1"/></care>', "file.counts", 1, "children of about should stand in one record, and 0 records",
    ),
    "empty": (b"", "file.empty", 1, "file is empty"),
}  # fmt: skip

GOOD_SCORES = parquet(f"select {SCORE}")
DAMAGED = bytearray(parquet(f"select {SCORE} from range(20000)"))
DAMAGED[30:90] = b"\xff" * 60
SCORE_FILES = {
    "a column missing": (
        parquet(f"select * exclude (score, share) from (select {SCORE})"), "file.columns", 2,
        "2 columns missing (score, share). Fix: Add score, share, so named.",
    ),
    "a column too many": (parquet(f"select {SCORE}, 1 as {SECRET}"), "file.columns", 1, "1 column not promised (column 7)"),
    "a list": (
        parquet(f"select * replace ([first] as first) from (select {SCORE})"), "file.column_types", 1, "1 column holds lists",
    ),
    "a structure": (
        parquet(f"select * replace ({{'a': first}} as first) from (select {SCORE})"), "file.column_types", 1, "structures",
    ),
    "bytes": (parquet(f"select * replace (first::blob as first) from (select {SCORE})"), "file.column_types", 1, "bytes"),
    "cut short": (GOOD_SCORES[:-20], "file.parquet", 1, "cut short or damaged"),
    "damaged inside": (bytes(DAMAGED), "file.parquet", 1, "damaged"),
    "no Parquet": (roll(roll_row()), "file.parquet", 1, "not the Parquet promised"),
    "encrypted": (b"PARE" + GOOD_SCORES[4:], "file.parquet", 1, "is encrypted"),
}  # fmt: skip

GZIPS = {
    "no gzip": (roll(roll_row()), "file.gzip", 1, "is not the gzip promised"),
    "cut short": (gzip.compress(roll(roll_row()))[:-9], "file.gzip", 1, "cut short or damaged"),
    "damaged": (gzip.compress(roll(roll_row()))[:-8] + b"\0" * 8, "file.gzip", 1, "cut short or damaged"),
    "rubbish after it": (gzip.compress(roll(roll_row())) + SECRET.encode(), "file.gzip", 1, "cut short or damaged"),
    "bomb": (gzip.compress(b"0" * 5 * 2**20), "file.gzip", 1, "unpacks to more than 200 times"),
    "bomb of many members": (gzip.compress(b"0" * 2**20) * 9, "file.gzip", 1, "unpacks to more than 200 times"),
}  # fmt: skip

CASES = [
    pytest.param(contract, name, *case, id=f"{contract.feed} {label}")
    for contract, name, cases in (
        (AID, "aid_2026-08.txt", AIDS),
        (CARE, "care_2026-08.xml", CARES),
        (SCORES, "scores_2026-08.parquet", SCORE_FILES),
        (GZIPPED, "roll_2026-08.txt", GZIPS),
        (ROLL, "roll_2026-08.txt", {"a gzip": (gzip.compress(roll(roll_row())), "file.layout", 1, "the file is a gzip")}),
    )
    for label, case in cases.items()
]


@pytest.mark.parametrize(("contract", "name", "content", "rule", "count", "says"), CASES)
def test_wrong_file_is_rejected_with_rule_count_and_fix(county, contract, name, content, rule, count, says):
    receipt = county.deliver(contract, name, content)
    (entry,) = receipt.rules
    assert (receipt.verdict, entry["id"], entry["broken"]) == ("rejected", rule, count), receipt.message
    assert receipt.message.startswith(f"{contract.feed} (contract 1.0.0): rejected. Rule {rule}: ")
    assert says in receipt.message and "Fix: " in receipt.message and "\n" not in receipt.message
    assert SECRET.encode() not in county.bytes_outside()
    assert list(county.places.raw.rglob("*.parquet")) == []
