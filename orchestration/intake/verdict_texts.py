"""A verdict in one paragraph for the steward: feed, contract version, rule, count, fix. Never a value."""

from typing import Any

from data_contracts.contract import Contract
from data_contracts.verdicts import Judgement, RuleResult
from orchestration.intake.delivery import Parsed, named
from orchestration.intake.unreadable import DeliveryUnreadable, counted

MOST_TOLD = 3
SEVERITIES = ("critical", "warning", "info")


def rule_entries(judgement: Judgement, parsed: Parsed) -> list[dict[str, Any]]:
    """Each rule's result as the receipt keeps it: counts and our own words."""
    entries = [
        {
            "table": result.table,
            "id": result.rule.id,
            "kind": result.rule.kind,
            "severity": result.rule.severity,
            "tolerance": result.rule.tolerance,
            "rows": result.rows,
            "broken": result.broken,
            "rejects": _rejects(result),
            "message": result.rule.message,
            "fix": result.rule.fix,
        }
        for result in judgement.results
    ]
    return entries + ([_unpromised(parsed)] if parsed.unpromised_members else [])


def unreadable_entry(unreadable: DeliveryUnreadable) -> dict[str, Any]:
    """What kept a delivery from being judged: a file rule it broke, or a rule that could not be put to its rows."""
    return {
        "table": unreadable.table,
        "id": unreadable.rule_id,
        "kind": unreadable.kind,
        "severity": "critical",
        "tolerance": 0.0,
        "rows": 0,
        "broken": unreadable.count,
        "rejects": True,
        "message": unreadable.message,
        "fix": unreadable.fix,
    }


def paragraph(contract: Contract, judgement: Judgement, tables: dict[str, dict[str, int]], stays: str) -> str:
    """The verdict and, worst first, the rules behind it; `stays` says what a rejection leaves in force."""
    rows, quarantined = (sum(counts[key] for counts in tables.values()) for key in ("rows", "quarantined"))
    told = sorted((r for r in judgement.results if _tells(r, judgement.verdict)), key=_gravity)
    broken = " ".join(_sentence(contract, result) for result in told[:MOST_TOLD])
    more = f" {counted(len(told) - MOST_TOLD, 'more rule is', 'more rules are')} broken." if len(told) > MOST_TOLD else ""
    verdict = judgement.verdict.replace("_", " ")
    held = f"{counted(quarantined, 'row')} of {rows:,} quarantined." if quarantined else f"{counted(rows, 'row')}."
    if judgement.verdict == "rejected":
        held = f"{counted(rows, 'row')} received; {stays}"
    return " ".join(f"{named(contract)}: {verdict}. {held} {broken}{more}".split())


def _rejects(result: RuleResult) -> bool:
    return result.rule.severity == "critical" and result.beyond_tolerance


def _tells(result: RuleResult, verdict: str) -> bool:
    """A rejection tells of what rejects; otherwise of everything that is quarantined or beyond its tolerance."""
    if verdict == "rejected":
        return _rejects(result)
    return (
        result.broken > 0 and (result.rule.severity == "critical" or result.beyond_tolerance) and result.rule.severity != "info"
    )


def _gravity(result: RuleResult) -> tuple[int, float, str]:
    return SEVERITIES.index(result.rule.severity), -result.share, result.rule.id


def _sentence(contract: Contract, result: RuleResult) -> str:
    rule, where = result.rule, f" of {result.table}" if len(contract.tables) > 1 else ""
    said = f"{result.broken:,} of {counted(result.rows, 'row')}" if rule.predicate else f"of {counted(result.rows, 'row')}"
    allowed = counted(rule.most_rows, "row") if rule.most_rows is not None else f"{rule.tolerance:.1%}"
    is_told = rule.predicate and (rule.tolerance or rule.most_rows) and result.beyond_tolerance
    tolerance = f", more than the {allowed} tolerated" if is_told else ""
    return f"Rule {rule.id}{where}: {said}{tolerance}. {rule.message} Fix: {rule.fix}"


def _unpromised(parsed: Parsed) -> dict[str, Any]:
    count = parsed.unpromised_members
    return {
        "table": "",
        "id": "file.unpromised_members",
        "kind": "file",
        "severity": "info",
        "tolerance": 0.0,
        "rows": count + len(parsed.tables),
        "broken": count,
        "rejects": False,
        "message": f"{counted(count, 'member of the zip is', 'members of the zip are')} not in the contract; not read.",
        "fix": "Nothing, unless they should be read: then add them to the contract.",
    }
