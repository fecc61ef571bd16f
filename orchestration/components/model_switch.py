"""Training a candidate and switching to it, as the shell asks: the home is held, the churn is shown first."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from data_contracts import Contract
from orchestration.components.linking import mentions_of
from orchestration.components.model_in_use import (
    SHIPPED,
    candidate_of,
    candidate_path,
    choices,
    choose_model,
    model_of,
    new_version,
    refuse_choice,
    versions_taken,
)
from orchestration.components.run_lock import run_lock
from orchestration.errors import TwogenError
from orchestration.linkage.churn import churn
from orchestration.linkage.model import VERSION, PersonModel, read_model
from orchestration.linkage.training import train
from orchestration.places import Places
from orchestration.vault import Vault


def train_candidate(
    vault: Vault, places: Places, at: datetime, version: str, to: Path | None, trained_on: str
) -> tuple[PersonModel, Path]:
    """A model of this home's nodes and the file it stands in; without a version it gets the date's.

    Raises: TwogenError when the version is another model's, there is no such folder, or too little to learn from.
    """
    version = version or new_version(places, at)
    if not VERSION.fullmatch(version):
        raise TwogenError("--version takes letters, digits and . _ + -, beginning with a letter or digit. Nothing was written.")
    if version in versions_taken(places) | {SHIPPED}:
        raise TwogenError(f"Version {version} is a model's already, and its scores stand. Fix: name a new --version.")
    path = to.absolute() if to else candidate_path(places, version)
    if to and not path.parent.is_dir():
        raise TwogenError(f"There is no folder {path.parent} to write the model into. Fix: make it, or name another.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with run_lock(places, "twogen link train", log=print):
        return train(vault, places, version, path, trained_on), path


def switch(
    contracts: Sequence[Contract], places: Places, vault: Vault, named: str, at: datetime, who: tuple[str, str] | None
) -> Iterator[str]:
    """What would change under the named model, then what was done about it. `who`: by whom and why, or None to change nothing.

    Raises: ModelRefused or TwogenError when the model cannot be used here, or no reason is given; the home is then as it was.
    """
    if who and not who[1].strip():
        raise TwogenError("A switch of models needs a reason. Nothing was changed. Fix: --reason 'why'.")
    path = candidate_of(places, named)
    refuse_choice(places, path)
    candidate, current = read_model(path), _current_version(places)
    yield f"Linking everything with model {candidate.version} aside; in use is {current} ..."
    with run_lock(places, "twogen link use", log=print):
        found = churn(vault, places, candidate, mentions_of(contracts, places), at)
        yield found.as_text() if found else "Nobody is linked here yet, so no person changes."
        if not who:
            yield f"Nothing was changed. To put it in use: twogen link use {named} --yes --reason 'why'"
            return
        choice = choose_model(places, path, at, *who)
    yield f"Model {choice.version} is in use; the next night scores everything anew. Back: twogen link use {_back(places)} --yes"


def model_lines(places: Places) -> Iterator[str]:
    """The model in use, then every switch, the newest first."""
    yield f"in use: {_current_version(places)}"
    for choice in reversed(choices(places)):
        kind = f"model {choice.version}" if choice.sha256 else f"the shipped model, then {choice.version}"
        yield f"{choice.at[:16]} {choice.by}: {kind}; {choice.reason}"
    yield "before: the shipped model" if choices(places) else "No other model was ever put in use here."


def _current_version(places: Places) -> str:
    """Also of a model this code can no longer use: then a switch is the way out."""
    chosen = choices(places)
    return chosen[-1].version if chosen and chosen[-1].sha256 else f"{model_of(places).version} ({SHIPPED})"


def _back(places: Places) -> str:
    former = choices(places)[:-1]
    return former[-1].version if former and former[-1].sha256 else SHIPPED
