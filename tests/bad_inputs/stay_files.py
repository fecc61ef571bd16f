"""Files of the invented hospital, good but for what a case changes, with the case's own planted word in every row."""

import gzip
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from data_contracts.reader import read_contracts

FOLDER = Path(__file__).parent / "contracts"
REGISTRY, STAYS = sorted(read_contracts(FOLDER), key=lambda contract: contract.agency, reverse=True)
COLUMNS = ("STAY_ID", "PATIENT_ID", "NAME", "BORN", "SEX", "IN", "OUT", "STATUS", "WARD", "NIGHTS", "COST")
BORN = "02/29/2012"  # planted too: an exact birth date may stand nowhere but in landing and vault
ROWS = 100

Row = dict[str, str]
Change = Callable[[list[Row], str], None]


def stay(number: int, word: str, month: str = "2026-08") -> Row:
    first = date.fromisoformat(f"{month}-{1 + number % 20:02d}")
    values = (
        f"S{month[-2:]}{number:04d}", f"P{number:04d}", f"{word} {number}", BORN, "12"[number % 2], first.isoformat(),
        (first + timedelta(days=3)).isoformat(), "L", "W1", "3", "100.50",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def stays(word: str, change: Change | None = None, rows: int = ROWS, month: str = "2026-08") -> list[Row]:
    """A month's stays, one patient each."""
    made = [stay(number, word, month) for number in range(rows)]
    if change:
        change(made, word)
    return made


def csv(rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> bytes:
    return ("\n".join([",".join(columns), *(",".join(row.values()) for row in rows)]) + "\n").encode()


def month(rows: int = ROWS, change: Change | None = None, of: str = "2026-08") -> Callable[[str], bytes]:
    """What makes a month's file, once it is told the planted word."""
    return lambda word: csv(stays(word, change, rows, of))


def with_value(column: str, value: str, rows: int) -> Callable[[str], bytes]:
    """A month in which the first rows have another value in one column; `{word}` in it is the planted word."""

    def change(made: list[Row], word: str) -> None:
        for row in made[:rows]:
            row[column] = value.format(word=word)

    return month(change=change)


def text(change: Callable[[str], str]) -> Callable[[str], bytes]:
    """A good month whose text is changed as a whole."""
    return lambda word: change(month()(word).decode()).encode()


def raw(change: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    """A good month whose bytes are changed as a whole."""
    return lambda word: change(month()(word))


def patients(count: int = 1200) -> bytes:
    return ("PATIENT_ID,NAME\n" + "".join(f"P{number:04d},Somebody {number}\n" for number in range(count))).encode()


def renamed_member(packed: bytes, before: str, after: str) -> bytes:
    """The zip with a member's name written over, as long as it was: what no library would write."""
    assert len(before) == len(after)
    return packed.replace(before.encode(), after.encode())


def packed_month(change: Callable[[bytes], bytes] = lambda content: content) -> Callable[[str], bytes]:
    """A good month as gzip, its packed bytes changed."""
    return lambda word: change(gzip.compress(month()(word), mtime=0))
