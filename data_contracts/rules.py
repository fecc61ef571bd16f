"""A rule of a contract, compiled once to a row predicate.

GX judges by it, quarantine selects by it, the report card explains it. No data, no engine, no GX import here.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["file", "values", "records", "keys", "across_feeds", "history"]
Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True)
class Rule:
    """One promise. `predicate` is SQL over the judged rows that is true where a row breaks it.

    In a predicate, `{rows}` is the judged table, `{rows:OBJECT}` another table of the same delivery and
    `{in_force:TABLE}` another feed's rows in force. Columns are double-quoted under the agency's names; a column that
    is not text also has its received text as "NAME__text". A rule about the whole table (row count) has no predicate.
    """

    id: str  # unique in the table, stable across versions: "<columns>.<what>", e.g. "FILENO.required"
    kind: Kind
    severity: Severity
    tolerance: float  # share of rows that may break it before the delivery's verdict turns
    predicate: str | None
    description: str  # the promise, in words
    message: str  # what is wrong, in a data steward's words
    fix: str  # what to do about it
    columns: tuple[str, ...] = ()
    expectation: str | None = None  # the GX expectation's type when a built-in one says the same as the predicate
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)
