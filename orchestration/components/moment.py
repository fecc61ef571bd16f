"""The moment a home speaks of, when it is one that was rebuilt as of a date."""

import json
from datetime import datetime

from orchestration.places import Places


def moment_of(places: Places) -> datetime | None:
    """The date a home was rebuilt as of; None for a home that lives in the present."""
    if not places.as_of.exists():
        return None
    return datetime.fromisoformat(json.loads(places.as_of.read_text(encoding="utf-8"))["as_of"])
