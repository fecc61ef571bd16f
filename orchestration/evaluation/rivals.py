"""The questions' measures by a rival definition beside the night's own, on the same rows and people. Exact: stays inside."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.both_sides import attach, lay_out_figures
from orchestration.evaluation.measure_lines import number
from orchestration.places import Places

SIDES = ("night", "rival")


@dataclass(frozen=True)
class RivalLine:
    """One measure and exposure by both definitions; `differ`: cohort members with another answer, or in one cohort only."""

    question: str
    measure: str
    exposure: str
    people: int
    rival_people: int
    value: float | None
    rival_value: float | None
    differ: int


@dataclass(frozen=True)
class RivalComparison:
    """What the rival definition changes."""

    definition: Mapping[str, Any]
    lines: Sequence[RivalLine]

    def as_dict(self) -> dict[str, Any]:
        return {"definition": dict(self.definition), "lines": [asdict(line) for line in self.lines]}

    def as_text(self) -> str:
        """A table of each question in which anything differs, and the names of the others."""
        said = ["The night's definition beside " + ", ".join(f"{name}={value}" for name, value in self.definition.items()), ""]
        for question in dict.fromkeys(line.question for line in self.lines):
            lines = [line for line in self.lines if line.question == question]
            differing = [line for line in lines if line.differ]
            said += [*_table(question, differing), ""] if differing else [f"{question.upper()}: nobody's answer differs.", ""]
        return "\n".join([*said, "people: with an answer. differ: cohort members with another answer, or in one cohort only."])


def lay_out_rival(places: Places, home: Places) -> None:
    """A home beside the home: the same rows in force and keys, and a warehouse of its own. Raises: TwogenError."""
    if not places.person_keys.exists():
        raise TwogenError("Nothing has been linked here yet, so there is nothing to build from. Fix: run `twogen nightly` first.")
    if home.home.exists() and any(home.home.iterdir()):
        raise TwogenError(f"{home.home} is not empty, so no rival was built there. Fix: name a new folder.")
    home.warehouse.mkdir(parents=True)
    for folder in ("in_force", "keys"):
        (home.home / folder).symlink_to(places.home / folder, target_is_directory=True)


def compare_rival(places: Places, home: Places, definition: Mapping[str, Any]) -> RivalComparison:
    """The measures of two homes whose warehouses stand. Raises: TwogenError when a table is missing."""
    with duckdb.connect() as con:
        attach(con, dict(zip(SIDES, (places, home), strict=True)))
        lay_out_figures(con, SIDES)
        return RivalComparison(definition, [RivalLine(*row) for row in con.execute(_LINES).fetchall()])


def _table(question: str, lines: Sequence[RivalLine]) -> list[str]:
    heading = f"{question.upper()}: measure, exposure"
    wide = max(len(heading), *(len(f"{line.measure}, {line.exposure}") for line in lines))
    said = [f"{heading:<{wide}}{'people':>9}{'rival':>9}{'value':>12}{'rival':>12}{'differ':>9}"]
    for line in lines:
        of = f"{line.measure}, {line.exposure}".ljust(wide)
        values = f"{number(line.value, False):>12}{number(line.rival_value, False):>12}"
        said.append(f"{of}{line.people:>9,}{line.rival_people:>9,}{values}{line.differ:>9,}")
    return said


_LINES = """
    with answers as (
        select question, measure, exposure, person_id, answer, side from units
        union all
        select question, measure, 'all' as exposure, person_id, answer, side from units
    ),
    differing as (
        select question, measure, exposure, count(distinct person_id) as people from (
            select question, measure, exposure, person_id from answers
            group by question, measure, exposure, person_id, answer having count(distinct side) < 2
        ) group by all
    ),
    sides as (
        select question, measure, exposure,
            coalesce(max(people) filter (side = 'night'), 0) as people,
            coalesce(max(people) filter (side = 'rival'), 0) as rival_people,
            max("value") filter (side = 'night') as night_value, max("value") filter (side = 'rival') as rival_value
        from figures group by all
    )
    select question, measure, exposure, sides.people, rival_people, night_value, rival_value, coalesce(differing.people, 0)
    from sides left join differing using (question, measure, exposure)
    order by question[2:]::integer, measure, exposure <> 'all', exposure
"""
