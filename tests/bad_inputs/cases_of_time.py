"""Deliveries that look unlike those before, come twice, half, too late, too early, or from nowhere."""

import threading
import time
from dataclasses import replace
from pathlib import Path

from tests.bad_inputs.bad_case import Case
from tests.bad_inputs.cases_of_bytes import PACKED
from tests.bad_inputs.stay_files import ROWS, STAYS, Row, month, with_value
from tests.intake.conftest import HOMES, homes

MARKED = replace(STAYS, delivery=replace(STAYS.delivery, done_marker="{file}.done"))
SECOND = "stays_2026-08_r1.csv"


def linked(path: Path, content: bytes) -> None:
    """A link in landing to a file outside of it."""
    outside = path.parents[3] / "outside.csv"
    outside.write_bytes(content)
    path.symlink_to(outside)


def growing(path: Path, content: bytes) -> None:
    """A file to which a line more is written every moment, until the night has looked at it and once again."""
    seen = path.parents[2] / "receipts" / "landing" / "hospital__stays.json"
    lines = content.splitlines(keepends=True)
    path.write_bytes(lines.pop(0))

    def write_on() -> None:
        is_seen = False
        while lines and not is_seen:
            is_seen = path.name in seen.read_text()
            with path.open("ab") as out:
                out.write(lines.pop(0))
            time.sleep(0.3)

    threading.Thread(target=write_on, daemon=True).start()


def all_men(made: list[Row], word: str) -> None:
    for row in made:
        row["SEX"] = "1"


HISTORY = [
    Case("half the rows", month(rows=40), "rejected", "table.row_count_as_before", 1, ("of 40 rows",)),
    Case("ten times the rows", month(rows=10 * ROWS), "rejected", "table.row_count_as_before", 1, ("of 1,000 rows",)),
    Case("a tenth of the rows", month(rows=ROWS // 10), "rejected", "table.row_count_as_before", 1, ("of 10 rows",)),
    Case("values gone missing", with_value("NIGHTS", "", 50), "rejected", "NIGHTS.share_missing_as_before", 1, ("of 100 rows",)),
    Case("categories shifted", month(change=all_men), "rejected", "SEX.category_shares_as_before", 1, ("of 100 rows",)),
]

ARRIVALS = [
    Case("the same file under another name", month(), "not picked up", before=(("stays_2026-08.csv", month()),), file=SECOND),
    Case(
        "the same name with other bytes", month(rows=99), "accepted", before=(("stays_2026-08.csv", month()),),
        file="stays_2026-08.csv",
    ),
    Case(
        "a known file sent again after another", month(), "accepted", says=("sent again after another delivery for 2026-08",),
        before=(("stays_2026-08.csv", month()), (SECOND, month(rows=99))), file="stays_2026-08_r2.csv",
    ),
    Case("done-marker absent", month(), "not picked up", contract=MARKED),
    Case("a part of an upload", month(), "not picked up", file="stays_2026-08.csv.part"),
    Case("still growing", month(), "not picked up", place=growing, is_later=True),
    Case(
        "a link out of landing", month(), "not picked up", place=linked,
        says=("landing/hospital: 1 link leads out of the landing area", "Fix: put the files themselves there"),
    ),
    Case(
        "a file nobody promised", month(), "not picked up", file="beds_2026-08.csv",
        says=("landing/hospital: 1 file that no contract of the agency promises", "Fix: name them as the contract says"),
    ),
    Case(
        "a month that is none", month(), "not picked up", file="stays_2026-13.csv",
        says=("landing/hospital: 1 file that no contract of the agency promises",),
    ),
    Case(
        "a period in the future", month(of="2031-08"), "rejected", "file.period", 1,
        ("the file speaks for 2031-08, which had not begun", "Name the file for the period it holds"), file="stays_2031-08.csv",
    ),
    Case(
        "an older period after a newer", month(of="2026-05", rows=98), "accepted", file="stays_2026-05_r1.csv",
        says=("98 rows",),
    ),
    Case(
        "an older snapshot after a newer", lambda word: homes(2, 1), "accepted", contract=HOMES, file="homes_2026-06.zip",
        says=("The snapshot of 2026-07 stays in force, since it speaks for a later month.",),
    ),
    Case("a plain file where gzip was promised", month(), "rejected", "file.gzip", 1, ("not the gzip",), contract=PACKED),
]  # fmt: skip

CASES = [*HISTORY, *ARRIVALS]
