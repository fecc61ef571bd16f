"""The few shapes in which the smallest rows that break a rule come, each with how many of them break it."""

from datetime import date

DAY, NEXT, LATER = date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)
Rows = list[tuple[str | None, dict]]  # object, or None for the rule's own; values
Breaking = tuple[Rows, int]


def rows(*values: dict) -> Rows:
    return [(None, row) for row in values]


def in_order(low: str, high: str, first: object = DAY, second: object = NEXT) -> Breaking:
    """Two dates the wrong way round, on one day, and the later one not given."""
    return rows({low: second, high: first}, {low: first, high: first}, {low: first}), 1


def filled(when: dict, column: str, value: object) -> Breaking:
    """The condition with the column blank, with it filled, and neither."""
    return rows(when, when | {column: value}, {"row_number": 1}), 1


def apart(key: str, start: str, end: str) -> Breaking:
    """Spells whose end is included: two that share a day, and two of another key that do not."""
    spells_ = [("a", DAY, NEXT), ("a", NEXT, None), ("b", DAY, NEXT), ("b", LATER, None)]
    return rows(*({"row_number": n, key: k, start: s, end: e} for n, (k, s, e) in enumerate(spells_))), 2


def spells(key: str, start: str, end: str, days: tuple = (DAY, NEXT, LATER)) -> Breaking:
    """Spells whose end is excluded: one key twice inside one; another key back to back, then open."""
    first, second, third = days
    spells_ = [("a", first, third), ("a", second, None), ("b", first, second), ("b", second, None), (None, first, None)]
    return rows(*({"row_number": n, key: k, start: s, end: e} for n, (k, s, e) in enumerate(spells_))), 2
