"""The linkage model a home uses: the shipped one until another is put in use; as of a date, the one in use then.

receipts/models/ holds weights only: <sha256>.json is every model a home has used or was given; chosen.json says which one
was put in use when, by whom and why, the last entry counting; used.json at which night each first served.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from orchestration.errors import TwogenError
from orchestration.intake.receipts import write_text
from orchestration.linkage.model import SHIPPED_MODEL, PersonModel, read_model
from orchestration.places import Places

SHIPPED = "shipped"


@dataclass(frozen=True)
class Choice:
    """One switch of models. `sha256` is empty when the home went back to whatever model is shipped."""

    version: str
    sha256: str
    at: str  # ISO, UTC
    by: str
    reason: str


def model_path(places: Places) -> Path:
    """The file of the model this home links with."""
    pinned, chosen = _folder(places) / "pinned.json", choices(places)
    if pinned.exists():
        return pinned
    return _text_path(places, chosen[-1].sha256) if chosen and chosen[-1].sha256 else SHIPPED_MODEL


def model_of(places: Places) -> PersonModel:
    return read_model(model_path(places))


def choices(places: Places) -> list[Choice]:
    """Every switch of models, the oldest first; none in a home that always used the shipped one."""
    return [Choice(**said) for said in _said(places, "chosen.json")]


def candidate_path(places: Places, version: str) -> Path:
    """Where a model trained here waits to be put in use."""
    return _folder(places) / "candidates" / f"{version}.json"


def candidate_of(places: Places, named: str) -> Path:
    """The file a model's name means: `shipped`, a file, a version trained here, or one that was in use.

    Raises: TwogenError when nothing has that name.
    """
    if named == SHIPPED:
        return SHIPPED_MODEL
    trained = _trained(places)
    former = {choice.version: _text_path(places, choice.sha256) for choice in choices(places) if choice.sha256}
    if named in former:  # what a version stood for once, it stands for always
        return former[named]
    if named in trained:
        return candidate_path(places, named)
    if Path(named).is_file():
        return Path(named)
    known = ", ".join([SHIPPED, *trained, *(version for version in former if version not in trained)])
    raise TwogenError(f"There is no model file and no version '{named}'. Nothing was changed. Fix: a path, or one of {known}.")


def versions_taken(places: Places) -> set[str]:
    """Versions that stand for a model already."""
    return {read_model(SHIPPED_MODEL).version, *(choice.version for choice in choices(places)), *_trained(places)}


def _trained(places: Places) -> list[str]:
    """The versions of the candidates trained here."""
    return sorted(path.stem for path in candidate_path(places, "*").parent.glob("*.json"))


def new_version(places: Places, at: datetime) -> str:
    """A version nobody has: `home-<date>`, numbered from the second of a day on."""
    taken, name, number = versions_taken(places), f"home-{at:%Y-%m-%d}", 1
    taken |= {path.stem.partition("_std_")[2] for path in places.identity.glob("frequencies_*.parquet")}
    while (version := name if number == 1 else f"{name}.{number}") in taken:
        number += 1
    return version


def choose_model(places: Places, path: Path, at: datetime, by: str, reason: str) -> Choice:
    """From now on the home links with the model at `path`; the shipped file means whichever is shipped, also later.

    Raises: ModelRefused; TwogenError in a home rebuilt as of a date, or when the version has stood for other weights here.
    """
    refuse_choice(places, path)
    model, text = read_model(path), path.read_text(encoding="utf-8")
    digest = "" if path == SHIPPED_MODEL else hashlib.sha256(text.encode()).hexdigest()
    if digest:
        write_text(_text_path(places, digest), text)
    choice = Choice(model.version, digest, at.isoformat(timespec="seconds"), by, reason)
    said = [asdict(one) for one in (*choices(places), choice)]
    write_text(_folder(places) / "chosen.json", json.dumps(said, indent=1) + "\n")
    return choice


def refuse_choice(places: Places, path: Path) -> None:
    """Nothing when the model at `path` may be put in use here. Raises: as choose_model."""
    model = read_model(path)
    if (_folder(places) / "pinned.json").exists() or places.as_of.exists():
        raise TwogenError("This home is as of a date and keeps the model of then. Nothing was changed. Fix: use the live home.")
    others = [_text_path(places, one.sha256) for one in choices(places) if one.version == model.version and one.sha256]
    others += [SHIPPED_MODEL] if read_model(SHIPPED_MODEL).version == model.version else []
    # A candidate of this home has names' shares of its own, kept under its version: no other home's file may go with them.
    others += [trained] if (trained := candidate_path(places, model.version)).exists() else []
    if any(json.loads(other.read_text(encoding="utf-8")) != json.loads(path.read_text(encoding="utf-8")) for other in others):
        raise TwogenError(
            f"Version {model.version} stands for other weights here already. Nothing was changed. "
            "Fix: give the file a version of its own; scores and person ids say which version they are of."
        )


def keep_model(places: Places, at: datetime) -> None:
    """The model's text and the moment it came into use, unless it is the last one kept already."""
    text = model_path(places).read_text(encoding="utf-8")
    digest, used = hashlib.sha256(text.encode()).hexdigest(), _said(places, "used.json")
    if used and used[-1]["sha256"] == digest:
        return
    write_text(_text_path(places, digest), text)
    write_text(_folder(places) / "used.json", json.dumps([*used, {"sha256": digest, "since": at.isoformat()}], indent=1))


def pin_model(places: Places, to: Places, until: datetime) -> None:
    """The model in use at a moment is the one the other home links with; before the first link there is none to pin."""
    used = _said(places, "used.json")
    known = [one for one in used if datetime.fromisoformat(one["since"]) <= until] or used[:1]
    if known:
        write_text(_folder(to) / "pinned.json", _text_path(places, known[-1]["sha256"]).read_text(encoding="utf-8"))


def _said(places: Places, name: str) -> list[dict[str, str]]:
    path = _folder(places) / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _text_path(places: Places, sha256: str) -> Path:
    return _folder(places) / f"{sha256}.json"


def _folder(places: Places) -> Path:
    return places.receipts / "models"
