"""A header line held against the contract: exact names, exact order, exact number.

A name that the contract does not know is never shown: a file without a header has a person in its first line.
"""

import csv
from collections.abc import Sequence
from typing import NamedTuple

from data_contracts.contract import Table
from orchestration.intake.containers import Refuse
from orchestration.intake.unreadable import counted

MOST_NAMED = 8


def check_header(line: str, table: Table, refuse: Refuse) -> None:
    """Raises: DeliveryUnreadable under `file.columns` when the line is not the contract's."""
    promised = [column.name for column in table.columns]
    member = table.member
    quoting = {"quotechar": member.quote} if member.quote else {"quoting": csv.QUOTE_NONE}
    try:
        found = next(csv.reader([line], delimiter=member.delimiter or ",", strict=True, **quoting))
    except (csv.Error, StopIteration):
        found = [""]
    if found == promised:
        return
    differences = _differences(found, promised)
    wrong, fixes = ("; ".join(words) for words in ([d.wrong for d in differences], [d.fix for d in differences]))
    raise refuse("file.columns", sum(d.count for d in differences), f"{wrong}.", f"{fixes}.")


class Difference(NamedTuple):
    """One way in which a header is not the contract's."""

    count: int
    wrong: str
    fix: str


def _differences(found: Sequence[str], promised: Sequence[str]) -> list[Difference]:
    """Every way in which `found` differs, with what to do about it."""
    missing = [name for name in promised if name not in found]
    if len(missing) == len(promised):
        wrong = f"the first line holds none of the {len(promised)} column names promised"
        return [Difference(len(missing), wrong, "Send a header line with the contract's column names in its order")]
    unknown = [place for place, name in enumerate(found, 1) if name not in promised]
    renamed = {n: promised[n - 1] for n in unknown if n <= len(promised) and promised[n - 1] in missing}
    gone = [name for name in missing if name not in renamed.values()]
    extra = [place for place in unknown if place not in renamed]
    twice = [place for place, name in enumerate(found, 1) if name in promised and name in found[: place - 1]]
    told = [_gone(gone, promised), _renamed(renamed), _extra(extra), _twice(twice)]
    return [difference for difference in told if difference.count] or [_moved(found, promised)]


def _gone(names: Sequence[str], promised: Sequence[str]) -> Difference:
    added = _some([f"{name} as column {promised.index(name) + 1}" for name in names])
    return Difference(len(names), f"{counted(len(names), 'column')} missing ({_some(names)})", f"Add {added}")


def _renamed(names: dict[int, str]) -> Difference:
    wrong = _some([f"{name}, where column {place} has a name not promised" for place, name in names.items()])
    fix = _some([f"column {place} {name}" for place, name in names.items()])
    return Difference(len(names), f"{counted(len(names), 'column')} missing ({wrong})", f"Name {fix}")


def _extra(places: Sequence[int]) -> Difference:
    told = _some([f"column {place}" for place in places])
    return Difference(len(places), f"{counted(len(places), 'column')} not promised ({told})", f"Remove {told}")


def _twice(places: Sequence[int]) -> Difference:
    told = _some([f"column {place}" for place in places])
    return Difference(len(places), f"{counted(len(places), 'column')} there twice ({told})", f"Remove {told}")


def _moved(found: Sequence[str], promised: Sequence[str]) -> Difference:
    names = [name for name, there in zip(promised, found, strict=True) if name != there]
    wrong = f"{counted(len(names), 'column')} in another order ({_some(names)})"
    return Difference(len(names), wrong, "Send the columns in the contract's order")


def _some(words: Sequence[str]) -> str:
    rest = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
