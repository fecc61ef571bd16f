"""The contract's rules as Great Expectations suites: what the judge runs and what a reviewer reads are one text.

Rendered into `expectations/suites/<table>.json` by `twogen contracts render`, never edited. No engine, no data.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from data_contracts.contract import Contract
from data_contracts.rules import Rule
from expectations.predicates import broken_table_query, unexpected_rows_query

RENDERED_BY = "twogen contracts render"


def render(contract: Contract) -> dict[str, str]:
    """The suite of each table of a contract, by file name; the same contract always gives the same bytes."""
    return {f"{table.name}.json": suite_text(suite(contract, table.name, table.rules)) for table in contract.tables}


def stale(contracts: Iterable[Contract], folder: Path) -> list[str]:
    """The files in `folder` that differ from what the contracts render to: changed, missing, or of no contract."""
    wanted = {name: text for contract in contracts for name, text in render(contract).items()}
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def suite(contract: Contract, table: str, rules: Iterable[Rule]) -> dict[str, Any]:
    """A suite in Great Expectations' own form, without the ids and versions that it adds by itself."""
    return {
        "name": table,
        "meta": {"contract": contract.feed, "contract_version": contract.version, "rendered_by": RENDERED_BY},
        "expectations": [expectation(contract, table, rule) for rule in rules if is_judged(rule)],
    }


def suite_text(content: dict[str, Any]) -> str:
    """A suite as JSON for review: keys in a fixed order, one line each, dates in ISO form."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=_plain) + "\n"


def is_judged(rule: Rule) -> bool:
    """Whether the rule can be put to rows; the rest (layout, encoding) hold once intake has parsed the file."""
    return rule.sql is not None or rule.expectation is not None


def expectation(contract: Contract, table: str, rule: Rule) -> dict[str, Any]:
    """A rule as one expectation: the built-in that says the same, else the rows that its predicate finds."""
    if rule.expectation is not None:
        kind, kwargs = snake_case(rule.expectation), json.loads(json.dumps(rule.kwargs, default=_plain))
    else:
        kind, kwargs = "unexpected_rows_expectation", {"unexpected_rows_query": query(contract, table, rule)}
    return {
        "type": kind,
        "kwargs": kwargs,
        "severity": rule.severity,
        "description": rule.description,
        "meta": {"rule": rule.id, "kind": rule.kind, **_allowance(rule), "fix": rule.fix},
    }


def query(contract: Contract, table: str, rule: Rule) -> str:
    """The query of a rule without a built-in expectation: the rows that break it, or one row when the table does."""
    if rule.predicate is not None:
        return unexpected_rows_query(rule.predicate, contract, table)
    assert rule.table_predicate is not None, f"{contract.feed}: {rule.id} has neither predicate nor expectation"
    return broken_table_query(rule.table_predicate, contract, table)


def _allowance(rule: Rule) -> dict[str, Any]:
    return {"tolerance": rule.tolerance} if rule.most_rows is None else {"most_rows": rule.most_rows}


def snake_case(expectation_name: str) -> str:
    """An expectation's type as GX files it: `ExpectColumnValuesToBeUnique` and its snake form are one."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", expectation_name).lower()


def _plain(value: Any) -> Any:
    """A value JSON lacks, in a form GX compares as SQL does."""
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"an expectation's arguments are plain data, not {type(value).__name__}")
