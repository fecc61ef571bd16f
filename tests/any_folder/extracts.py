"""How the agencies of the made-up state write its people: three extracts with slips, three without people, and the truth."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from orchestration.linkage.nicknames import canonical_names
from tests.any_folder.people import Human, state

Truth = list[tuple[str, str, str, str, str]]  # table, role, id, person, adult or child


class Clerk:
    """Whoever types an agency's rows, with the slips people make."""

    def __init__(self, seed: int):
        self.draw = np.random.default_rng(seed)

    def chance(self, share: float) -> bool:
        return bool(self.draw.random() < share)

    def typed(self, human: Human) -> Human:
        """The person as this clerk has them: a nickname, a former name, a typo, a date changed over, an older address."""
        if self.chance(0.05):
            human = replace(human, first=self.nickname(human.first))
        if human.former_last and self.chance(0.4):
            human = replace(human, last=human.former_last)
        if self.chance(0.03):
            human = replace(human, last=self.slip(human.last))
        if self.chance(0.02) and human.born.day <= 12:
            human = replace(human, born=date(human.born.year, human.born.day, human.born.month))
        if self.chance(0.1):
            human = replace(human, street=f"{int(self.draw.integers(1, 9_000))} Elm Street", unit="")
        return human

    def slip(self, word: str) -> str:
        """Two neighbouring letters changed over, somewhere after the first."""
        at = int(self.draw.integers(1, max(len(word) - 1, 2)))
        return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]

    def nickname(self, first: str) -> str:
        known = _nicknames().get(first.upper(), ())
        return str(self.draw.choice(known)).title() if known else first


@cache
def _nicknames() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for nickname, canonicals in canonical_names():
        for canonical in canonicals:
            found.setdefault(canonical, []).append(nickname)
    return found


def write_state(landing: Path, truth: Path, count: int = 2_000, seed: int = 5) -> None:
    """Files in the landing area, as contracts/ promises them, and the truth apart. The ferries send nothing."""
    people = state(count, seed)
    told = [*revenue(landing, people), *courts(landing, people), *libraries(landing, people), *hotline(landing, people)]
    _csv(truth, ("table", "role", "id", "person", "age"), told)
    _csv(landing / "parks" / "visits_2026-09.csv", ("park", "day", "visitors"), [("OAK", "2026-09-05", 40)])


def revenue(landing: Path, people: list[Human]) -> Truth:
    """Adults, some under two numbers: LAST, FIRST MIDDLE; an SSN that is whole, crossed out or missing."""
    clerk, rows, truth = Clerk(11), [], []
    for human in people:
        for _ in range((not human.is_child) * (1 + clerk.chance(0.05))):
            said = clerk.typed(human)
            name = f"{said.last}{' ' + said.suffix if said.suffix else ''}, {said.first} {said.middle}".strip().upper()
            ssn = "" if clerk.chance(0.08) else f"XXX-XX-{said.ssn[5:]}" if clerk.chance(0.05) else said.ssn
            street = f"{said.street} Apt {said.unit}" if said.unit else said.street
            rows.append((f"{len(rows):06d}", name, ssn, said.born.strftime("%Y%m%d"), street, "Anytown", said.zip))
            truth.append(_known("revenue__filers", rows[-1][0], human))
    header = ("FILER", "NAME", "TAX_NO", "BORN", "STREET", "CITY", "ZIP")
    _csv(landing / "revenue" / "filers_2026-09.txt", header, rows, "|")
    return truth


def courts(landing: Path, people: list[Human]) -> Truth:
    """Half of all, in two months: names in columns, initials, two-digit years, four digits; a number per county."""
    clerk, months, truth = Clerk(12), {"2026-08": [], "2026-09": []}, []
    for number, human in enumerate(people):
        if not clerk.chance(0.5):
            continue
        said, county, party = clerk.typed(human), f"{number % 3}", f"{number // 3}"
        last4 = said.ssn[5:] if clerk.chance(0.7) else ""
        for month in months if clerk.chance(0.2) else ("2026-09",):
            born, seen = f"{said.born.month}/{said.born.day}/{said.born:%y}", f"{month}-12"
            names = (said.first, said.middle[:1], said.last, said.suffix, said.former_last)
            months[month].append((county, party, *names, born, said.sex, last4, seen))
        truth.append(_known("courts__parties", f"{county}|{party}", human))
    header = ("COUNTY", "PARTY", "GIVEN", "MIDDLE", "FAMILY", "GENERATION", "ALSO_KNOWN_AS", "BIRTH", "SEX", "LAST4", "SEEN")
    for month, rows in months.items():
        _csv(landing / "courts" / f"parties_{month}.csv", header, rows)
    return truth


def libraries(landing: Path, people: list[Human]) -> Truth:
    """Two in three of all, some with two cards: no SSN, names in lower case or capitals."""
    clerk, rows, truth = Clerk(13), [], []
    for human in people:
        for _ in range(clerk.chance(0.66) * (1 + clerk.chance(0.08))):
            said = clerk.typed(human)
            last = f"{said.last} {said.suffix}" if said.suffix else said.last
            home = (said.born.isoformat(), said.street.upper(), said.unit, said.zip.lstrip("0"))
            rows.append((f"C{len(rows)}", said.first.lower(), last.upper(), *home, f"555{len(rows) % 700:07d}"))
            truth.append(_known("libraries__cards", rows[-1][0], human))
    _csv(landing / "libraries" / "cards_2026-09.csv", ("card", "first", "last", "born", "street", "unit", "zip", "phone"), rows)
    return truth


def hotline(landing: Path, people: list[Human]) -> Truth:
    """A few of all, by telephone alone; half of them on one line."""
    rows = [(f"H{i}", f"555{i % 2 * i:07d}", f"caller{i % 9}@example.org", "PIN") for i in range(40)]
    _csv(landing / "hotline" / "calls_2026-09.csv", ("caller", "phone", "email", "pin"), rows)
    return [_known("hotline__calls", row[0], human) for row, human in zip(rows, people, strict=False)]


def _known(table: str, record: str, human: Human) -> tuple[str, str, str, str, str]:
    return table, "person", record, human.person, "child" if human.is_child else "adult"


def _csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple], delimiter: str = ",") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
