"""What a contract must mean beyond its shape: columns, people, deliveries, and contracts beside each other."""

from pathlib import Path

from data_contracts.checks.columns import check_columns
from data_contracts.checks.delivery import check_delivery
from data_contracts.checks.people import check_people
from data_contracts.checks.together import check_together
from data_contracts.errors import Findings
from data_contracts.shape.contract import ContractShape

__all__ = ["check_contract", "check_together"]


def check_contract(shape: ContractShape, path: Path, findings: Findings) -> None:
    """Adds a finding for everything in one contract that contradicts itself."""
    check_delivery(shape, path, findings)
    for index, table in enumerate(shape.schema_):
        check_columns(table, shape.delivery, findings, ("schema", index))
        check_people(shape, index, findings)
