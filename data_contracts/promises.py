"""How a promise becomes a rule: its severity, tolerance and words where the contract spells none."""

from dataclasses import dataclass, field
from typing import Any

from data_contracts.history import Baseline
from data_contracts.rules import Kind, Rule, Severity
from data_contracts.shape.quality import Wording

_TOLERANCES = {"critical": 0.02, "warning": 0.05, "info": 1.0}


@dataclass(frozen=True)
class Promise:
    """What is promised, before the contract's own words are laid over it."""

    id: str
    kind: Kind
    severity: Severity
    breaks: str | None  # SQL true where a row breaks it; null counts as kept
    description: str
    message: str
    fix: str
    columns: tuple[str, ...] = ()
    expectation: str | None = None
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)
    tolerance: float | None = None  # a share that the contract's own bound allows
    most_rows: int | None = None  # the same in rows
    table_breaks: str | None = None  # SQL true when the whole table breaks it; then nothing breaks row by row
    baseline: Baseline | None = None

    @property
    def is_about_rows(self) -> bool:
        return self.breaks is not None


def rule_of(promise: Promise, wording: Wording | None = None) -> Rule:
    """The rule of a promise, in the contract's words where it has some.

    The predicate is never null, so that a row either breaks a rule or keeps it.
    """
    wording = wording or Wording()
    severity = wording.severity or promise.severity
    usual = _TOLERANCES[severity] if promise.is_about_rows and promise.kind != "file" else 0.0
    if promise.tolerance is not None:
        usual = promise.tolerance
    return Rule(
        id=promise.id,
        kind=promise.kind,
        severity=severity,
        tolerance=usual if wording.tolerance is None else float(wording.tolerance),
        predicate=None if promise.breaks is None else f"coalesce({promise.breaks}, false)",
        description=promise.description,
        message=wording.message or promise.message,
        fix=wording.fix or promise.fix,
        columns=promise.columns,
        expectation=promise.expectation,
        kwargs=promise.kwargs,
        most_rows=promise.most_rows,
        table_predicate=None if promise.table_breaks is None else f"coalesce({promise.table_breaks}, false)",
        baseline=promise.baseline,
    )
