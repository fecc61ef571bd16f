"""Files whose columns, records or counts are not those promised."""

from collections.abc import Sequence

from tests.bad_inputs.bad_case import Case, of
from tests.bad_inputs.stay_files import COLUMNS, csv, stays, text
from tests.intake.conftest import WAGES, wage_row
from tests.intake.layout_files import AID, SCORE, SCORES, adult, aid, family, parquet


def with_columns(columns: Sequence[str]):
    """A good month with these columns, in this order; one that the hospital has not got holds the planted word."""
    return lambda word: csv(
        [{str(place): row.get(name, word) for place, name in enumerate(columns)} for row in stays(word)],
        [name.format(word=word) for name in columns],
    )


def without(*names: str) -> list[str]:
    return [name for name in COLUMNS if name not in names]


DELIMITED = [
    Case(
        "column missing", with_columns(without("WARD")),
        "rejected", "file.columns", 1, ("1 column missing (WARD)", "as column 9"),
    ),
    Case(
        "column too many", with_columns([*COLUMNS, "{word}"]),
        "rejected", "file.columns", 1, ("1 column not promised (column 12)",),
    ),
    Case(
        "column renamed", with_columns([*without("COST"), "{word}"]), "rejected", "file.columns", 1,
        ("1 column missing (COST, where column 11 has a name",),
    ),
    Case(
        "columns reordered", with_columns(["PATIENT_ID", "STAY_ID", *COLUMNS[2:]]), "rejected", "file.columns", 2,
        ("2 columns in another order (STAY_ID, PATIENT_ID)",),
    ),
    Case("column twice", with_columns([*COLUMNS, "SEX"]), "rejected", "file.columns", 1, ("1 column there twice (column 12)",)),
    Case(
        "two header rows", text(lambda made: made.replace("\n", "\n" + ",".join(COLUMNS) + "\n", 1)), "accepted_with_errors",
        "IN.castable", 1, ("1 row of 101 quarantined",), quarantined=1,
    ),
    Case(
        "no header", text(lambda made: made.split("\n", 1)[1]),
        "rejected", "file.columns", 11, ("none of the 11 column names",),
    ),
    Case("empty", lambda word: b"", "rejected", "file.empty", 1, ("the file is empty", "Send the file again")),
    Case("blank lines only", lambda word: b"\n \n\n", "rejected", "file.empty", 1, ("holds no record",)),
    Case("header only", lambda word: csv([]), "rejected", "table.row_count_as_before", 1, ("of 0 rows",)),
    Case(
        "row with a field too few", text(lambda made: made.replace(",W1,3,", ",W1,", 2)), "rejected", "file.fields", 2,
        ("2 of 100 records do not have 11", "the first in line 2"),
    ),
    Case(
        "row with a field too many", text(lambda made: made.replace(",W1,3,", ",W1,x,3,", 1)), "rejected", "file.fields", 1,
        ("1 of 100 records",),
    ),
    Case("blank lines between rows", text(lambda made: made.replace("\n", "\n\n", 3)), "accepted", says=("100 rows",)),
    Case(
        "an endless line", text(lambda made: made.replace(",W1,", "," + "x" * 2**20 + ",", 1)),
        "rejected", "file.layout", 1, ("longer",),
    ),
]  # fmt: skip

RECORD_TYPES = of(
    AID, "aid_2026-08.txt",
    Case(
        "wrong trailer count", lambda word: aid(family(), adult(first=word[:16]), trailer="TRAILER0000007"), "rejected",
        "file.counts", 1, ("RECORD_COUNT of trailer is not the number of rows received; 2 rows",),
    ),
    Case(
        "trailer missing", lambda word: aid(family(), adult(), trailer=""),
        "rejected", "file.trailer", 1, ("trailer is missing",),
    ),
    Case("header record missing", lambda word: aid(family(), header=""), "rejected", "file.header", 1, ("is missing",)),
    Case(
        "record too short", lambda word: aid(family(), adult()[:-1]),
        "rejected", "file.record_length", 1, ("not 44 characters",),
    ),
    Case(
        "unknown record type", lambda word: aid(family(), f"T3{word}"), "rejected", "file.record_types", 1,
        ("1 line has no record type promised, the first in line 3",),
    ),
)  # fmt: skip

FIXED_WIDTH = of(
    WAGES, "pay_2026q2.txt",
    Case(
        "record of another length", lambda word: f"{wage_row()}\n{wage_row()[:-1]}\n".encode(), "rejected",
        "file.record_length", 1, ("1 of 2 records are not 34 characters long, the first in line 2",),
    ),
    Case(
        "fixed width in UTF-8", lambda word: wage_row(name="MUÑOZ").encode(),
        "rejected", "file.encoding", 1, ("1 line is in UTF-8",),
    ),
)  # fmt: skip

COLUMNAR = of(
    SCORES, "scores_2026-08.parquet",
    Case(
        "Parquet cut short", lambda word: parquet(f"select {SCORE}")[:-20],
        "rejected", "file.parquet", 1, ("cut short or damaged",),
    ),
    Case(
        "Parquet without a column", lambda word: parquet(f"select * exclude (score) from (select {SCORE})"), "rejected",
        "file.columns", 1, ("1 column missing (score)",),
    ),
)  # fmt: skip

CASES = [*DELIMITED, *RECORD_TYPES, *FIXED_WIDTH, *COLUMNAR]
