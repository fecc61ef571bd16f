"""A header line held against the contract: exact names, exact order, exact number.

A name that the contract does not know is never shown: a file without a header has a person in its first line.
"""

import csv
from collections.abc import Sequence

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
    wrong, fixes, count = _differences(found, promised)
    raise refuse("file.columns", count, f"{'; '.join(wrong)}.", f"{'; '.join(fixes)}.")


def _differences(found: Sequence[str], promised: Sequence[str]) -> tuple[list[str], list[str], int]:
    """What differs and what to do about each, in words, and how many columns that is."""
    missing = [name for name in promised if name not in found]
    extra = [n for n, name in enumerate(found, 1) if name not in promised]
    twice = [n for n, name in enumerate(found, 1) if name in promised and name in found[: n - 1]]
    if len(missing) == len(promised):
        message = f"the first line holds none of the {len(promised)} column names promised"
        return (
            [message],
            ["Send the contract's layout, with a header line of its column names in its order"],
            len(missing),
        )
    renamed = [(n, promised[n - 1]) for n in extra if n <= len(promised) and promised[n - 1] in missing]
    missing = [name for name in missing if name not in {new for _, new in renamed}]
    extra = [n for n in extra if n not in {n for n, _ in renamed}]
    moved = (
        []
        if missing or extra or twice
        else [n for n, (a, b) in enumerate(zip(found, promised, strict=False)) if a != b]
    )
    moved = [promised[n] for n in moved if promised[n] in found]
    wrong, fixes = [], []
    if missing:
        wrong.append(f"{counted(len(missing), 'column')} missing ({_some(missing)})")
        fixes.append(f"Add {_some([f'{name} as column {promised.index(name) + 1}' for name in missing])}")
    if renamed:
        wrong.append(
            f"{counted(len(renamed), 'column')} named otherwise ({_some([f'column {n}' for n, _ in renamed])})"
        )
        fixes.append(f"Name {_some([f'column {n} {name}' for n, name in renamed])}")
    if extra:
        wrong.append(f"{counted(len(extra), 'column')} not promised ({_some([f'column {n}' for n in extra])})")
        fixes.append(f"Remove {_some([f'column {n}' for n in extra])}")
    if twice:
        wrong.append(f"{counted(len(twice), 'column')} there twice ({_some([f'column {n}' for n in twice])})")
        fixes.append(f"Send once what {_some([f'column {n}' for n in twice])} repeats")
    if moved:
        wrong.append(f"{counted(len(moved), 'column')} in another order ({_some(moved)})")
        fixes.append("Send the columns in the contract's order")
    return wrong, fixes, len(missing) + len(renamed) + len(extra) + len(twice) + len(moved)


def _some(words: Sequence[str]) -> str:
    rest = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
