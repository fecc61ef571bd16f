"""What agencies send: contracts (ODCS v3.1 in `sources/`), their one reader, their rules. No data, no engine."""

from data_contracts.contract import Column, Contract, Delivery, Issuer, Member, Period, Person, Service, Table, Tie
from data_contracts.rules import Rule
from data_contracts.verdicts import Judgement, RuleResult, Verdict

__all__ = [
    "Column", "Contract", "Delivery", "Issuer", "Judgement", "Member", "Period", "Person", "Rule", "RuleResult",
    "Service", "Table", "Tie", "Verdict",
]
