"""What agencies send: contracts (ODCS v3.1 in `sources/`), their one reader, their rules. No data, no engine."""

from data_contracts.contract import (
    Column,
    Contract,
    Count,
    Delivery,
    Issuer,
    Member,
    Period,
    Person,
    Record,
    Server,
    Service,
    Table,
    Tie,
)
from data_contracts.rules import Rule
from data_contracts.verdicts import Judgement, RuleResult, Verdict

__all__ = [
    "Column", "Contract", "Count", "Delivery", "Issuer", "Judgement", "Member", "Period", "Person", "Record", "Rule",
    "RuleResult", "Server", "Service", "Table", "Tie", "Verdict",
]
