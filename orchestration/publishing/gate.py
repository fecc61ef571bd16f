"""The one thing that stops a night: dbt's error-severity tests, the linkage gates and the leak check.

Reads results handed in and the tables about to be shown; writes nothing. Reasons are names and counts, never values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.publishing.leaks import leaks


class PublishRefused(TwogenError):
    """Why tonight's tables are not shown; `reasons` has one sentence for each cause."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        listed = "".join(f"\n  - {reason}" for reason in self.reasons)
        super().__init__(f"Nothing was published, and the last good version stays current, because:{listed}")


@dataclass(frozen=True)
class Bound:
    """A number of tonight's linkage and the limits it must keep."""

    name: str
    value: float | None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def breach(self) -> str | None:
        """One sentence when the number is missing or beyond a limit."""
        if self.value is None or self.value != self.value:  # NaN is not a number to trust
            return f"linkage gate {self.name}: there is no number to judge; run the linkage step again"
        if self.at_least is not None and self.value < self.at_least:
            return f"linkage gate {self.name}: {self.value:g} is below the least allowed, {self.at_least:g}"
        if self.at_most is not None and self.value > self.at_most:
            return f"linkage gate {self.name}: {self.value:g} is above the most allowed, {self.at_most:g}"
        return None


@dataclass(frozen=True)
class Evidence:
    """What the gate judges besides the tables themselves."""

    failed_nodes: tuple[str, ...]  # of dbt, see `failed_dbt_nodes`
    linkage: tuple[Bound, ...]
    forbidden_columns: frozenset[str] = field(default_factory=frozenset)  # the contracts' identifier columns


def failed_dbt_nodes(run_results: dict[str, Any]) -> tuple[str, ...]:
    """The dbt nodes that forbid publishing: failed at severity error, broken, or left out because of one that was.

    Never: dbt's own message, which may quote a row.
    """
    results = run_results.get("results", [])
    if not results:
        return (
            "dbt: not every model was built and tested on what is in force, or the warehouse was written to since; "
            "run the whole nightly job",
        )
    failed = []
    for result in results:
        if result["status"] in ("success", "pass", "warn", "no-op", "partial success"):
            continue
        rows = f" ({result['failures']} rows)" if result.get("failures") else ""
        failed.append(f"dbt {result['unique_id']}: {result['status']}{rows}")
    return tuple(failed)


def gate(evidence: Evidence, con: duckdb.DuckDBPyConnection, tables: dict[str, str]) -> None:
    """Nothing, when the tables may be shown. `tables`: published name -> relation on `con`.

    Raises: PublishRefused with every reason, not only the first.
    """
    reasons = list(evidence.failed_nodes)
    reasons += [breach for bound in evidence.linkage if (breach := bound.breach)]
    reasons += leaks(con, tables, evidence.forbidden_columns)
    if reasons:
        raise PublishRefused(reasons)
