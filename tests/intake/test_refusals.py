"""Each wrong file is rejected whole, with rule, count and fix, and without a value or a header name from the file."""

import pytest

from tests.intake.conftest import HOMES, ROLL, SECRET, WAGES, homes, roll, roll_row, wage_row
from tests.intake.zips import archive, locked, zipped

HEADER = "PUPIL\tFIRST\tBORN\tSEX\tSEEN\tDAYS"


def two_members(name: str, second: str = "Stay.csv") -> bytes:
    return archive((name, "ID,FIRST\n"), (second, "ID,IN\n"))


def bomb(megabytes: int = 5) -> bytes:
    return archive(("Client.csv", b"0" * megabytes * 2**20), ("Stay.csv", "ID,IN\n"))


def damaged() -> bytes:
    packed = bytearray(homes(clients=300))
    packed[120:130] = b"\x00" * 10
    return bytes(packed)


ROLLS = {
    "empty": (b"", "file.empty", 1, "file is empty"),
    "blank": (b"\n\n  \n", "file.empty", 1, "no record"),
    "column missing": (
        roll(header=HEADER.replace("\tSEX", "")), "file.columns", 1, "1 column missing (SEX). Fix: Add SEX as column 4",
    ),
    "column renamed": (
        roll(header=HEADER.replace("SEX", SECRET)), "file.columns", 1, "1 column missing (SEX, where column 4 has a name",
    ),
    "column extra": (roll(header=HEADER + "\t" + SECRET), "file.columns", 1, "1 column not promised (column 7)"),
    "column twice": (roll(header=HEADER + "\tSEX"), "file.columns", 1, "1 column there twice (column 7)"),
    "columns reordered": (
        roll(header="FIRST\tPUPIL\tBORN\tSEX\tSEEN\tDAYS"), "file.columns", 2, "2 columns in another order (PUPIL, FIRST)",
    ),
    "missing and extra": (
        roll(header=f"PUPIL\tBORN\tSEX\tSEEN\tDAYS\tX\t{SECRET}"), "file.columns", 3,
        "1 column missing (FIRST); 2 columns not promised (column 6, column 7). Fix: Add FIRST as column 2; Remove column 6",
    ),
    "header in other letters": (roll(header=HEADER.lower()), "file.columns", 6, "none of the 6 column names"),
    "no header": (roll_row().encode(), "file.columns", 6, "none of the 6 column names"),
    "wrong layout": (wage_row().encode(), "file.columns", 6, "none of the 6 column names"),
    "wrong delimiter": (roll(roll_row()).replace(b"\t", b","), "file.columns", 6, "none of the 6 column names"),
    "a field too many": (
        roll(roll_row(), roll_row() + "\tx", roll_row()[:-3]), "file.fields", 2,
        "2 of 3 records do not have 6 fields, the first in line 3",
    ),
    "a blank line inside": (roll(roll_row(), "", roll_row("2")), "file.fields", 1, "1 of 3 records"),
    "UTF-16": (roll(roll_row()).decode().encode("utf-16"), "file.encoding", 1, "is UTF-16, not utf-8"),
    "UTF-16 unmarked": (roll(roll_row()).decode().encode("utf-16-be"), "file.encoding", 1, "is UTF-16, not utf-8"),
    "another code page": (
        roll(roll_row(first="Zoë")).decode().encode("cp1252"), "file.encoding", 1, "1 line is not valid utf-8",
    ),
    "NUL bytes": (roll(roll_row(), roll_row(first="a\0b")), "file.encoding", 1, "1 line holds NUL bytes"),
    "lone carriage returns": (roll(roll_row()).replace(b"\n", b"\r"), "file.line_ends", 2, "2 carriage returns stand alone"),
    "an endless line": (roll(roll_row(first="x" * 2**20)), "file.layout", 1, "a line is longer"),
    "a zip": (zipped(Client="x"), "file.layout", 1, "is a zip"),
}  # fmt: skip

PAYS = {
    "short records": (
        f"{wage_row()}\n{wage_row()[:-1]}\n".encode(), "file.record_length", 1,
        "1 of 2 records are not 34 characters long, the first in line 2",
    ),
    "wrong layout": (roll(roll_row(), roll_row()), "file.record_length", 3, "3 of 3 records"),
    "in UTF-8": (wage_row(name="MUÑOZ").encode(), "file.encoding", 1, "1 line is in UTF-8, not cp1252"),
    "marked as UTF-8": (b"\xef\xbb\xbf" + wage_row().encode(), "file.encoding", 1, "marked as UTF-8"),
    "no code page at all": (
        wage_row().encode() + b"\n" + wage_row().encode()[:-1] + b"\x81", "file.encoding", 1, "not valid cp1252",
    ),
    "one endless record": (wage_row().encode() * 40_000, "file.layout", 1, "a line is longer"),
}  # fmt: skip

ZIPS = {
    "empty": (b"", "file.empty", 1, "file is empty"),
    "truncated": (homes(clients=300)[:-200], "file.zip", 1, "cut short or damaged"),
    "damaged inside": (damaged(), "file.zip", 1, "Client.csv inside the zip is cut short or damaged"),
    "no zip": (roll(roll_row()), "file.zip", 1, "not the zip promised"),
    "member missing": (zipped(Client="ID,FIRST\n"), "file.members", 1, "1 member is missing from the zip (Stay.csv)"),
    "member in other letters": (two_members("client.csv"), "file.members", 1, "missing from the zip (Client.csv)"),
    "member with a path": (two_members("../Client.csv"), "file.members", 1, "1 member has a path"),
    "member in a folder": (two_members("export/Client.csv"), "file.members", 1, "1 member has a path"),
    "member with a Windows path": (two_members("C:\\Client.csv"), "file.members", 1, "1 member has a path"),
    "bomb": (bomb(), "file.zip", 1, "unpacks to more than 200 times"),
    "locked": (locked(homes()), "file.zip", 2, "locked with a password"),
    "empty member": (zipped(Client="", Stay="ID,IN\n"), "file.empty", 1, "no record"),
    "member with a wrong header": (
        zipped(Client="ID,FIRST\n", Stay=f"ID,{SECRET}\n"), "file.columns", 1, "1 column missing (IN,",
    ),
    "badly quoted": (
        zipped(Client=f'ID,FIRST\n1,"a"\n2,"{SECRET}"x"\n3,c,d\n4\n', Stay="ID,IN\n"), "file.fields", 3,
        "well-quoted fields, the first in line 3",
    ),
}  # fmt: skip

CASES = [
    pytest.param(contract, name, *case, id=f"{contract.feed} {label}")
    for contract, name, cases in (
        (ROLL, "roll_2026-08.txt", ROLLS),
        (WAGES, "pay_2026q2.txt", PAYS),
        (HOMES, "homes_2026-08.zip", ZIPS),
    )
    for label, case in cases.items()
]


@pytest.mark.parametrize(("contract", "name", "content", "rule", "count", "says"), CASES)
def test_wrong_file_is_rejected_with_rule_count_and_fix(county, contract, name, content, rule, count, says):
    receipt = county.deliver(contract, name, content)
    (entry,) = receipt.rules
    assert (receipt.verdict, entry["id"], entry["broken"]) == ("rejected", rule, count)
    assert receipt.message.startswith(f"{contract.feed} (contract 1.0.0): rejected. Rule {rule}: ")
    assert says in receipt.message and "Fix: " in receipt.message and "\n" not in receipt.message
    assert entry["kind"] == "file" and entry["rejects"]
    assert SECRET.encode() not in county.bytes_outside()
    assert list(county.places.raw.rglob("*.parquet")) == []


def test_what_was_in_force_stays_when_the_next_file_is_wrong(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    before = county.in_force("school__roll")
    county.drop(ROLL, "roll_2026-08_r1.txt", b"")
    (receipt,), in_force = county.night(ROLL)
    assert receipt.verdict == "rejected" and not in_force["school__roll"].changed
    assert county.in_force("school__roll") == before != []


def test_rejected_delivery_says_whether_anything_is_in_force_that_could_stay(county):
    mixed = roll(*[roll_row(str(n), seen="09/01/2026") for n in range(3)])
    first = [county.deliver(ROLL, "roll_2026-08.txt", content).message for content in (b"", mixed)]
    assert all("nothing of this feed is in force yet." in message and "stays" not in message for message in first)
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    then = [county.deliver(ROLL, "roll_2026-08_r1.txt", content).message for content in (b"\n", mixed + b"\n\n")]
    assert all("what was in force stays in force." in message for message in then)


def test_damage_to_the_sealed_copy_is_no_agencys_fault(county):
    """A broken vault is an error of ours: it stops the feed and gives no verdict."""
    from orchestration.intake import land, parse
    from orchestration.vault import VaultError

    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    (landed,) = land(ROLL, county.places, county.vault, county.clock)
    (sealed,) = county.places.vault.rglob("received.sealed")
    sealed.write_bytes(sealed.read_bytes()[:-1])
    with pytest.raises(VaultError, match="damaged"):
        parse(landed, ROLL, county.places, county.vault)
