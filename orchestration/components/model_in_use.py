"""The linkage model a home uses: the shipped one, or, in a home rebuilt as of a date, the one in use then.

Every model a home has used is kept whole in receipts/models/<sha256>.json, with the moment of its first use: weights
only, so that a night can be repeated after the shipped model has changed.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from orchestration.intake.receipts import write_text
from orchestration.linkage.model import SHIPPED_MODEL, PersonModel, read_model
from orchestration.places import Places


def model_path(places: Places) -> Path:
    """The file of the model this home links with."""
    pinned = _folder(places) / "pinned.json"
    return pinned if pinned.exists() else SHIPPED_MODEL


def model_of(places: Places) -> PersonModel:
    return read_model(model_path(places))


def keep_model(places: Places, at: datetime) -> None:
    """The model's text and the moment it came into use, unless it is the last one kept already."""
    text = model_path(places).read_text(encoding="utf-8")
    digest, used = hashlib.sha256(text.encode()).hexdigest(), _used(places)
    if used and used[-1]["sha256"] == digest:
        return
    write_text(_folder(places) / f"{digest}.json", text)
    write_text(_folder(places) / "used.json", json.dumps([*used, {"sha256": digest, "since": at.isoformat()}], indent=1))


def pin_model(places: Places, to: Places, until: datetime) -> None:
    """The model in use at a moment is the one the other home links with; before the first link there is none to pin."""
    used = _used(places)
    known = [one for one in used if datetime.fromisoformat(one["since"]) <= until] or used[:1]
    if known:
        text = (_folder(places) / f"{known[-1]['sha256']}.json").read_text(encoding="utf-8")
        write_text(_folder(to) / "pinned.json", text)


def _used(places: Places) -> list[dict[str, str]]:
    path = _folder(places) / "used.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _folder(places: Places) -> Path:
    return places.receipts / "models"
