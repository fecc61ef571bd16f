"""The one reader of cards: a folder in, checked cards out, or every problem at once with its file and line."""

import re
from dataclasses import dataclass
from pathlib import Path

from data_contracts.errors import Findings, Problem
from data_contracts.shape.strict import check
from data_contracts.yaml_lines import read_yaml
from orchestration.cards.checks import check_alone, check_in_project, check_together
from orchestration.cards.project import read_project
from orchestration.cards.shape import Card
from orchestration.errors import TwogenError

SUFFIX = ".card.yaml"


class CardError(TwogenError):
    """Every problem of the cards at once, one a line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class CardFile:
    """A card with the place it stands: the name of its file is that of its folder of marts."""

    card: Card
    findings: Findings

    @property
    def folder(self) -> str:
        return self.findings.path.name.removesuffix(SUFFIX)


def read_cards(project: Path) -> dict[str, Card]:
    """Every card of a dbt project by its folder of marts, in the order of their numbers. Raises: CardError."""
    folder = project / "cards"
    paths = sorted(folder.glob("*.y*ml"))
    if not paths:
        raise CardError([Problem(folder, 1, f"no card stands in {folder}; each is a file <question>_<name>{SUFFIX}")])
    read = [_read(path) for path in paths]
    problems = [problem for _, found in read for problem in found.problems]
    files = [CardFile(card, findings) for card, findings in read if card is not None]
    for file in files:
        check_alone(file.card, file.findings)
    if not problems:
        check_together(files)
        problems += check_in_project(files, read_project(project))
    problems += [problem for file in files for problem in file.findings.problems]
    if problems:
        raise CardError(problems)
    files.sort(key=lambda file: int(file.card.card[1:]))
    return {file.folder: file.card for file in files}


def _read(path: Path) -> tuple[Card | None, Findings]:
    """The card of a file as far as it has the shape of one, and every problem of its shape."""
    document = read_yaml(path.read_text(encoding="utf-8"))
    findings = Findings(path, document.line_of)
    for line, sentence in document.problems:
        findings.add_at(line, sentence)
    if not isinstance(document.data, dict):
        if not document.problems:
            findings.add_at(1, "a card is a mapping of keys, and this file is not")
        return None, findings
    card, wrong = check(Card, document)
    for line, sentence in wrong:
        findings.add_at(line, sentence)
    if card and not re.fullmatch(rf"{card.card}_[a-z0-9_]+{re.escape(SUFFIX)}", path.name):
        findings.add(("card",), f"the file of card {card.card} is named {card.card}_<name>{SUFFIX}")
    return card, findings
