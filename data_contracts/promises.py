"""How a promise becomes a rule: its severity, tolerance and words where the contract spells none."""

from dataclasses import dataclass, field
from typing import Any

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


def rule_of(promise: Promise, wording: Wording | None = None) -> Rule:
    """The rule of a promise, in the contract's words where it has some.

    The predicate is never null, so that a row either breaks a rule or keeps it.
    """
    wording = wording or Wording()
    severity = wording.severity or promise.severity
    usual = 0.0 if promise.kind == "file" else _TOLERANCES[severity]
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
    )
