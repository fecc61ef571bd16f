"""What can go wrong while judging, in words that name the rule and never a value."""

from collections.abc import Sequence

from data_contracts.contract import Contract
from data_contracts.rules import Rule
from orchestration.errors import TwogenError


class RuleUnjudgeable(TwogenError):
    """Rules of the contract could not be put to the rows: the contract is at fault, the delivery is not accepted."""

    def __init__(self, contract: Contract, table: str, rules: Sequence[Rule], said: str, fix: str):
        self.table, self.rules, self.said, self.fix = table, tuple(rules), said, fix
        super().__init__(f"{contract.feed} (contract {contract.version}): {said} Fix: {fix}")

    @property
    def rule_id(self) -> str:
        """The rule, or all of them."""
        return ", ".join(rule.id for rule in self.rules) or "file.tables"

    @property
    def kind(self) -> str:
        return self.rules[0].kind if self.rules else "file"


def rule_unjudgeable(contract: Contract, table: str, rule: Rule, rows: int) -> RuleUnjudgeable:
    """The error for a rule on which the engine gave up; its own words quote values, so none of them is passed on."""
    return RuleUnjudgeable(
        contract,
        table,
        [rule],
        f"the rule {rule.id} could not be judged on the {rows:,} rows of {table}: it asks something that cannot be computed "
        "on these rows, usually a cast that should be a try_cast.",
        f"Correct the rule in {contract.path.name} and raise the contract's version. Nothing needs to be sent again.",
    )


def tables_missing(contract: Contract, missing: list[str]) -> RuleUnjudgeable:
    """The error for tables that the contract promises and the parsed delivery does not hold."""
    return RuleUnjudgeable(
        contract,
        "",
        [],
        f"{len(missing)} of {len(contract.tables)} promised tables were not parsed ({', '.join(missing)}): no rule was judged.",
        "Parse every table before judging.",
    )


def expectations_unknown(contract: Contract, table: str, rule_ids: list[str]) -> RuleUnjudgeable:
    """The error for rules whose expectation Great Expectations does not have, or not with the arguments given."""
    named = [rule for rule in contract.table(table).rules if rule.id in rule_ids]
    return RuleUnjudgeable(
        contract,
        table,
        named,
        f"{len(rule_ids)} rules of {table} name an expectation or arguments that Great Expectations does not know "
        f"({', '.join(rule_ids)}), so no rule was judged.",
        f"Correct them in {contract.path.name} and raise the contract's version. Nothing needs to be sent again.",
    )
