"""The cells of the accuracy benchmark: one rehearsal county each, built once, linked and graded when the code changed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import SOURCES, plain_splink
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.components.step_receipts import code_of, fingerprint
from orchestration.evaluation import evaluate
from orchestration.evaluation.tallies import Tallies
from orchestration.intake import record_id
from orchestration.places import Places
from orchestration.vault import Vault

END = "2026-10"
FIRST_FOUR = ("health__births", "coc__hmis", "labor__ui_wages", "education__attendance")
FEEDS = ("four", "all")
CONDITIONS = ("as is", "SSN removed", "errors tripled")
MADE_BY = (
    "orchestration/rehearsal",
    "orchestration/intake",
    "expectations",
    "data_contracts",
)  # what a county and its rows hang on
GRADED_BY = (*MADE_BY, "orchestration/linkage", "orchestration/evaluation")


@dataclass(frozen=True)
class Cell:
    """One county: its seed, which feeds it has and how hard it is to read."""

    seed: int
    feeds: str
    condition: str
    people: int = 20_000
    months: int = 120

    @property
    def folder(self) -> str:
        return "_".join(map(str, (self.seed, self.feeds, self.condition.replace(" ", "-"), self.people, self.months)))


@dataclass(frozen=True)
class Graded:
    """Ours at the balanced level and the plain script, on the same nodes of one county."""

    cell: Cell
    ours: Tallies
    plain: Tallies
    threshold: float


def graded(cell: Cell, folder: Path) -> tuple[Graded, bool]:
    """The grades of a cell, and whether they stood there already. Its home stays in `folder`: no file is judged twice."""
    home = folder / cell.folder
    kept, mark = home / "graded.json", fingerprint(code_of(*GRADED_BY), Path(plain_splink.__file__).read_text())
    if kept.exists() and (said := json.loads(kept.read_text()))["mark"] == mark:
        return Graded(cell, Tallies.from_dict(said["ours"]), Tallies.from_dict(said["plain"]), said["threshold"]), True
    kept.unlink(missing_ok=True)
    _build(cell, home)
    found = _grade(cell, home)
    said = {"mark": mark, "ours": found.ours.as_dict(), "plain": found.plain.as_dict(), "threshold": found.threshold}
    aside = kept.with_suffix(".aside")
    aside.write_text(json.dumps(said))
    aside.replace(kept)
    return found, False


def _build(cell: Cell, home: Path) -> None:
    """The county written and linked; a county of other code, or one that was killed while it was written, is written again."""
    mark, written = home / "written.txt", code_of(*MADE_BY)
    if not (mark.exists() and mark.read_text() == written):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _twogen(home, *rehearsal(cell))
        mark.write_text(written)
    _twogen(home, "nightly", "--to", "person_keys")


def rehearsal(cell: Cell) -> list[str]:
    """The command that writes the cell's county."""
    numbers = {"--people": cell.people, "--months": cell.months, "--seed": cell.seed, "--end": END}
    command = ["rehearse", *(str(part) for option in numbers.items() for part in option)]
    contracts = [c for c in read_contracts(SOURCES) if cell.feeds == "all" or c.feed in FIRST_FOUR]
    if cell.condition == "SSN removed":
        command.append("--no-ssn")
        contracts = [c for c in contracts if not has_only_ssn_and_name(c)]
    if cell.condition == "errors tripled":
        command += ["--errors", "3"]
    return command + [part for c in contracts for part in ("--feed", c.feed)]


def has_only_ssn_and_name(contract: Contract) -> bool:
    """Whether the persons of a feed can be known by an SSN and a name, and by nothing else."""
    words = {word for table in contract.tables for person in table.persons for word in person.identifiers}
    return "ssn" in words and not words & {"birth_date", "street_address", "phone", "email"}


def _grade(cell: Cell, home: Path) -> Graded:
    places = Places(home)
    truth = places.truth / "records.parquet"
    ours = evaluate(truth, read_contracts(SOURCES), Vault.open(places.vault, None), places, record_id).tallies
    threshold, plain, _ = plain_splink.best(home, truth)
    return Graded(cell, ours, plain, threshold)


def _twogen(home: Path, *command: str) -> None:
    """A command in a process of its own; what it says on its way is told only when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *command],
        env={**os.environ, "TWOGEN_HOME": str(home), "TWOGEN_CONTRACTS": str(SOURCES)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"`twogen {command[0]}` failed in {home}: {done.stderr[-2000:]}")


def cells(seeds: Sequence[int], feeds: Sequence[str], people: int, months: int) -> list[Cell]:
    """Every condition of every seed, the smaller counties first."""
    return [Cell(s, f, c, people, months) for f in feeds for s in seeds for c in CONDITIONS]
