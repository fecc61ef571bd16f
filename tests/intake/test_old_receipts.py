"""Receipts written before a field was kept say what they said then."""

import json
from dataclasses import replace
from datetime import timedelta

from orchestration.intake import land
from tests.intake.conftest import ROLL, County, roll


def forget(county: County, field: str) -> None:
    """The feed's receipts as they were before the field was kept."""
    for path in (county.places.receipts / ROLL.feed).glob("*.json"):
        content = json.loads(path.read_text())
        del content[field]
        path.write_text(json.dumps(content))


def test_a_delivery_judged_again_was_first_received_when_its_old_receipt_says(county):
    rejected = county.deliver(ROLL, "roll_2026-08.txt", roll("not a row"))
    assert rejected.verdict == "rejected"
    forget(county, "first_received_at")
    (old,) = county.receipts(ROLL)
    assert old.first_received_at == rejected.received_at
    later = county.clock + timedelta(days=40)
    (again,) = land(replace(ROLL, sha256="another text"), county.places, county.vault, later)
    assert again.is_rejudgement
    assert again.received_at == later
    assert again.first_received_at == rejected.received_at
