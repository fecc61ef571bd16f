"""A rule of a contract, compiled once: to a row predicate, or, when it speaks of the whole table, to a table predicate.

GX judges by it, quarantine selects by it, the report card explains it. No data, no engine, no GX import here.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from data_contracts.history import Baseline

Kind = Literal["file", "values", "records", "keys", "across_feeds", "history"]
Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True)
class Rule:
    """One promise. `predicate` is SQL over the judged rows that is true where a row breaks it.

    In a predicate, `{rows}` is the judged table, `{rows:OBJECT}` another table of the same delivery and
    `{in_force:TABLE}` another feed's rows in force. Columns are double-quoted under the agency's names; a column that
    is not text also has its received text as "NAME__text". A rule about the whole table (row count, history) has no
    predicate: it has an expectation, or a `table_predicate` that is true when the table breaks it. There, `{history}` is
    the counts of the deliveries accepted before (`PastCount`).
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
    most_rows: int | None = None  # rows that may break it, where the contract counts rows and not a share
    table_predicate: str | None = None
    baseline: Baseline | None = None  # of a history rule

    @property
    def sql(self) -> str | None:
        """Its predicate of either sort."""
        return self.predicate or self.table_predicate
