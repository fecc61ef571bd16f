"""Intake: how a file becomes rows in force.

Here: landing, parsing, settling, receipts, versions and freshness of deliveries. Not here: rules (data_contracts),
their judging (expectations), who is who (linkage). Reads landing and the vault; writes the vault's deliveries, raw,
receipts and in_force. Everything is told its paths, contract, vault and time.
"""

from orchestration.intake.delivery import Landed, Parsed
from orchestration.intake.freshness import Freshness, freshness
from orchestration.intake.in_force import InForce, bring_into_force, in_force_deliveries
from orchestration.intake.landing import land, unknown_files, waiting_files
from orchestration.intake.parsing import parse
from orchestration.intake.period_rules import rules_for
from orchestration.intake.receipts import Receipt, receipts
from orchestration.intake.record_ids import record_id
from orchestration.intake.settling import settle
from orchestration.intake.unreadable import DeliveryUnreadable

__all__ = [
    "DeliveryUnreadable",
    "Freshness",
    "InForce",
    "Landed",
    "Parsed",
    "Receipt",
    "bring_into_force",
    "freshness",
    "in_force_deliveries",
    "land",
    "parse",
    "receipts",
    "record_id",
    "rules_for",
    "settle",
    "unknown_files",
    "waiting_files",
]
