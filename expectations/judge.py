"""One delivery, judged: every rule of its contract put to its rows by Great Expectations, and only counts let out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_contracts.contract import Contract
from data_contracts.history import PastCount, baselines
from data_contracts.rules import Rule
from data_contracts.verdicts import Judgement, RuleResult
from expectations import courtroom, gx
from expectations.errors import expectations_unknown, rule_unjudgeable, tables_missing
from expectations.predicates import in_force_tables
from expectations.suites import is_judged, suite

if TYPE_CHECKING:
    from orchestration.vault import Vault


def judge(
    contract: Contract,
    rules: dict[str, tuple[Rule, ...]],
    tables: dict[str, Path],
    vault: Vault,
    in_force: dict[str, Path],
    past: dict[str, tuple[PastCount, ...]] | None = None,
) -> Judgement:
    """Rows and broken rows of each rule, by table; a table without an entry in `rules` has none for this delivery.

    A rule that looks at a source with no rows in force, or at more earlier deliveries than `past` holds, is not judged:
    0 rows, 0 broken. A rule that intake settles by parsing (layout, encoding) comes out as kept by every row.

    Raises: RuleUnjudgeable when a rule cannot be computed, or when a promised table was not parsed.
    """
    of_table = {table.name: rules.get(table.name, ()) for table in contract.tables}
    if missing := [name for name in of_table if name not in tables]:
        raise tables_missing(contract, missing)
    doing = f"judging {contract.feed} (contract {contract.version})"
    with vault.guard(doing), gx.quiet(), vault.session() as connection:
        rows = courtroom.lay_out(connection, vault, {name: tables[name] for name in of_table})
        every_rule = [rule for of_one in of_table.values() for rule in of_one]
        delivered = courtroom.lay_out_in_force(connection, every_rule, in_force)
        courtroom.lay_out_history(connection, of_table, past or {})
        with gx.datasource(connection) as source:
            hearing = Hearing(contract, source, delivered, past or {})
            heard = [hearing.hear(name, of_one, rows[name]) for name, of_one in of_table.items()]
    return Judgement(tuple(result for of_one in heard for result in of_one))


@dataclass(frozen=True)
class Hearing:
    """One delivery before the judge: its contract, GX's source over its rows, and whose rows are in force."""

    contract: Contract
    source: Any
    delivered: frozenset[str]
    past: dict[str, tuple[PastCount, ...]]

    def hear(self, table: str, rules: tuple[Rule, ...], rows: int) -> list[RuleResult]:
        """The result of each of a table's rules, in their order."""
        put = [rule for rule in rules if is_judged(rule) and self.can_be_put(table, rule)]
        found = self.count_broken(table, put, rows) if put else {}
        return [
            RuleResult(table, rule, rows, *found.get(rule.id, (0, None)))
            if rule.id in found or not is_judged(rule)
            else RuleResult(table, rule, rows=0, broken=0)
            for rule in rules
        ]

    def can_be_put(self, table: str, rule: Rule) -> bool:
        """Whether all that the rule compares the rows with is there."""
        baseline = rule.baseline
        has_past = baseline is None or baselines(baseline, self.past.get(table, ())) >= baseline.at_least
        return has_past and self.delivered.issuperset(in_force_tables(rule.sql))

    def count_broken(self, table: str, rules: list[Rule], rows: int) -> dict[str, tuple[int, dict[str, float]]]:
        """Broken rows, and all GX counted, by rule id: results come grouped by column, each with its id in its meta."""
        by_id = self.results(table, rules)
        failed = [rule for rule in rules if gx.has_failed(by_id[rule.id])]
        if failed:
            raise rule_unjudgeable(self.contract, table, self.first_at_fault(table, failed), rows)
        return {rule_id: (gx.broken_rows(result), gx.counts(result)) for rule_id, result in by_id.items()}

    def results(self, table: str, rules: list[Rule]) -> dict[str, Any]:
        """GX's result of each rule, by its id."""
        expectations, unknown = gx.suite_of(suite(self.contract, table, rules))
        if unknown:
            raise expectations_unknown(self.contract, table, unknown)
        results = gx.validate(self.source, expectations)
        return {result.expectation_config.meta["rule"]: result for result in results}

    def first_at_fault(self, table: str, rules: list[Rule]) -> Rule:
        """The rule that fails alone: rules are counted in one query, and with one of them fail all."""
        alone = (rule for rule in rules if gx.has_failed(self.results(table, [rule])[rule.id]))
        return next(alone, rules[0])
