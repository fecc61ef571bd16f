"""What can go wrong while judging, in words that name the rule and never a value."""

from data_contracts.contract import Contract
from data_contracts.rules import Rule
from orchestration.errors import TwogenError


class RuleUnjudgeable(TwogenError):
    """A rule of the contract could not be put to the rows: the contract is at fault, the delivery waits."""


def rule_unjudgeable(contract: Contract, table: str, rule: Rule, rows: int) -> RuleUnjudgeable:
    """The error for a rule on which the engine gave up; its own words quote values, so none of them is passed on."""
    return RuleUnjudgeable(
        f"{contract.feed} (contract {contract.version}): the rule {rule.id} could not be judged on the {rows:,} rows "
        f"of {table}, so the delivery has no verdict. The rule asks something that cannot be computed on these rows, "
        f"usually a cast that should be a try_cast. Fix the rule in {contract.path.name}, raise the contract's "
        "version, and run again."
    )


def tables_missing(contract: Contract, missing: list[str]) -> RuleUnjudgeable:
    """The error for tables that the contract promises and the parsed delivery does not hold."""
    return RuleUnjudgeable(
        f"{contract.feed} (contract {contract.version}): {len(missing)} of {len(contract.tables)} promised tables were "
        f"not parsed ({', '.join(missing)}), so the delivery has no verdict. Parse every table before judging."
    )


def expectations_unknown(contract: Contract, table: str, rule_ids: list[str]) -> RuleUnjudgeable:
    """The error for rules whose expectation Great Expectations does not have, or not with the arguments given."""
    return RuleUnjudgeable(
        f"{contract.feed} (contract {contract.version}): {len(rule_ids)} rules of {table} name an expectation or "
        f"arguments that Great Expectations does not know ({', '.join(rule_ids)}), so the delivery has no verdict. "
        f"Correct them in {contract.path.name}, raise the contract's version, and run again."
    )
