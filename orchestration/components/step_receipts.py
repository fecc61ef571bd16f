"""What each step last did, so that a step whose inputs have not changed reports its counts and does nothing."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from orchestration.places import Places
from orchestration.settings import PROJECT_ROOT

Counts = dict[str, Any]


def fingerprint(*parts: object) -> str:
    """One hash of everything a step's rows depend on; parts are JSON-able."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def code_of(*folders: str) -> str:
    """The hash of every source file below these folders of the checkout."""
    digest = hashlib.sha256()
    for folder in folders:
        files = (
            p
            for p in (PROJECT_ROOT / folder).rglob("*")
            if p.suffix in {".py", ".sql", ".yml", ".yaml", ".json", ".csv", ".j2", ".css"}
        )
        for path in sorted(p for p in files if not {"target", "logs", "__pycache__"} & set(p.parts)):
            digest.update(path.relative_to(PROJECT_ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _path(places: Places, step: str) -> Path:
    return places.receipts / "steps" / f"{step}.json"


def last(places: Places, step: str) -> Mapping[str, Any]:
    """The step's last receipt: `fingerprint` and `counts`; empty when it never finished."""
    path = _path(places, step)
    return json.loads(path.read_text()) if path.exists() else {"fingerprint": None, "counts": {}}


def record(places: Places, step: str, mark: str, counts: Counts, outputs: tuple[Path, ...] = ()) -> None:
    """The step's receipt, written aside and renamed, after everything else it wrote."""
    path = _path(places, step)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".aside")
    said = {"fingerprint": mark, "counts": counts, "outputs": _signatures(outputs)}
    aside.write_text(json.dumps(said, indent=1, sort_keys=True, default=str))
    aside.replace(path)


def are_as_left(places: Places, step: str, outputs: tuple[Path, ...]) -> bool:
    """Whether the step finished, and what it wrote was neither replaced nor written to since."""
    return all(path.exists() for path in outputs) and last(places, step).get("outputs") == _signatures(outputs)


def forget(places: Places, step: str) -> None:
    """No receipt from now on: what the step wrote is about to change, and a kill may leave it half done."""
    _path(places, step).unlink(missing_ok=True)


def _signatures(outputs: tuple[Path, ...]) -> list[list[int]]:
    """Numbers that change when a file the step wrote is replaced, by a restore or by hand."""
    return [[(stat := path.stat()).st_size, stat.st_mtime_ns] for path in outputs]


def once(places: Places, step: str, mark: str, outputs: tuple[Path, ...], work: Callable[[], Counts]) -> Counts:
    """The step's counts: from its receipt when nothing it depends on has changed, else from doing it."""
    receipt = last(places, step)
    if receipt["fingerprint"] == mark and are_as_left(places, step, outputs):
        return {**receipt["counts"], "unchanged": True}
    counts = work()
    record(places, step, mark, counts, outputs)
    return {**counts, "unchanged": False}
