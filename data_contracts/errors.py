"""What is wrong with a contract, said so that its author can mend it: file, line, nearest valid word. No data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong, at one line of one file."""

    path: Path
    line: int
    sentence: str
    version: str = ""  # of the contract that says so; "" where it gives none

    def __str__(self) -> str:
        speaks = f"contract {self.version}: " if self.version else ""
        return f"{self.path.name}:{self.line}: {speaks}{self.sentence}"


class ContractError(ValueError):
    """Every problem of a contract at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Findings:
    """Problems gathered while one contract is checked; each is given where it stands and told by its line."""

    path: Path
    line_of: Callable[[tuple[str | int, ...]], int]
    problems: list[Problem] = field(default_factory=list)
    version: str = ""

    def add(self, loc: tuple[str | int, ...], sentence: str) -> None:
        self.add_at(self.line_of(loc), sentence)

    def add_at(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.path, line, sentence, self.version))
