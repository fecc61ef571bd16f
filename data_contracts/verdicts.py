"""What a set of rule results means for a delivery. Arithmetic only: no data, no engine."""

from dataclasses import dataclass, field
from typing import Literal

from data_contracts.rules import Rule

Verdict = Literal["accepted", "accepted_with_errors", "rejected"]


@dataclass(frozen=True)
class RuleResult:
    """How one rule fared on one table: counts only, never a value."""

    table: str
    rule: Rule
    rows: int  # rows judged
    broken: int  # rows that break the rule (for a table rule: 0 or 1)
    counts: dict[str, float] | None = field(default=None, compare=False)  # all the judge counted; None: not put to rows

    @property
    def share(self) -> float:
        if self.rule.predicate is None:  # a table breaks a rule or keeps it
            return float(self.broken > 0)
        return self.broken / self.rows if self.rows else float(self.broken > 0)

    @property
    def beyond_tolerance(self) -> bool:
        if self.rule.most_rows is not None:
            return self.broken > self.rule.most_rows
        return self.broken > 0 and self.share > self.rule.tolerance


@dataclass(frozen=True)
class Judgement:
    """Every rule's result for one delivery, and the verdict they add up to."""

    results: tuple[RuleResult, ...]

    @property
    def verdict(self) -> Verdict:
        broken = [r for r in self.results if r.broken]
        if any(r.rule.severity == "critical" and r.beyond_tolerance for r in broken):
            return "rejected"
        quarantined = any(r.rule.severity == "critical" and r.rule.predicate for r in broken)
        warned = any(r.rule.severity == "warning" and r.beyond_tolerance for r in broken)
        return "accepted_with_errors" if quarantined or warned else "accepted"
