"""Intake: how a file becomes rows in force.

Here: landing, parsing, settling, receipts, versions and freshness of deliveries. Not here: rules (data_contracts),
their judging (expectations), who is who (linkage). Reads landing and the vault; writes the vault's deliveries, raw,
receipts and in_force. Everything is told its paths, contract, vault and time.
"""

from orchestration.intake.bringing_back import bring_back
from orchestration.intake.coverage import Coverage, coverage_sql, write_coverage
from orchestration.intake.delivery import Landed, Parsed
from orchestration.intake.fetching import fetch
from orchestration.intake.freshness import Freshness, freshness
from orchestration.intake.in_force import InForce, bring_into_force, in_force_deliveries, persons_in_force
from orchestration.intake.landing import land, unknown_files, waiting_files
from orchestration.intake.parsing import parse
from orchestration.intake.past import past_counts
from orchestration.intake.pauses import Pause, pause, pause_in_force, resume
from orchestration.intake.period_rules import rules_for
from orchestration.intake.receipts import Receipt, arrival, receipts
from orchestration.intake.record_ids import record_id
from orchestration.intake.retention import clear_landing, received_again, remove_expired, removed
from orchestration.intake.sent_again import says_anew
from orchestration.intake.servers import NotFetched
from orchestration.intake.settling import settle
from orchestration.intake.unreadable import DeliveryUnjudged, DeliveryUnreadable

__all__ = [
    "Coverage",
    "DeliveryUnjudged",
    "DeliveryUnreadable",
    "Freshness",
    "InForce",
    "Landed",
    "NotFetched",
    "Parsed",
    "Pause",
    "Receipt",
    "arrival",
    "bring_back",
    "bring_into_force",
    "clear_landing",
    "coverage_sql",
    "fetch",
    "freshness",
    "in_force_deliveries",
    "land",
    "parse",
    "past_counts",
    "pause",
    "pause_in_force",
    "persons_in_force",
    "receipts",
    "received_again",
    "record_id",
    "remove_expired",
    "removed",
    "resume",
    "rules_for",
    "says_anew",
    "settle",
    "unknown_files",
    "waiting_files",
    "write_coverage",
]
