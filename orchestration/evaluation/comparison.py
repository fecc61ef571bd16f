"""Every measure as linked beside the same measure with true persons, as a table to read and as JSON. Exact: stays inside."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.evaluation.both_sides import attach, lay_out_figures
from orchestration.evaluation.causes import CAUSES, lay_out_causes
from orchestration.evaluation.measure_lines import Figure, MeasureLine, number
from orchestration.evaluation.planted import PlantedLine, planted_lines, planted_table
from orchestration.evaluation.recomputed import recompute
from orchestration.evaluation.true_home import TrueKeys
from orchestration.places import Places

MANY = 100
HEADING = (
    "Each measure as linked, and with each record its true person's; anew: with true persons and families, without the models, "
    "where that was done. people: with an answer."
)


@dataclass(frozen=True)
class Comparison:
    """All questions' measures on both sides, and the effects planted in the lives where the truth tells them."""

    keys: TrueKeys
    lines: Sequence[MeasureLine]
    planted: Sequence[PlantedLine]

    def as_dict(self) -> dict:
        lines = [asdict(line) | {"difference": line.difference} for line in self.lines]
        planted = [asdict(line) for line in self.planted]
        return {"keys": asdict(self.keys), "causes": CAUSES, "lines": lines, "planted": planted}

    def as_text(self) -> str:
        told = f"{self.keys.records:,} records; the truth tells the person of {self.keys.told:,}: {self.keys.persons:,} persons."
        lines = [told, HEADING, ""]
        for question in dict.fromkeys(line.question for line in self.lines):
            of_question = [line for line in self.lines if line.question == question]
            lines += [*_table(of_question), _furthest(of_question), ""]
        lines += planted_table(self.planted)
        return "\n".join([*lines, *(f"{name.replace('_', ' ')}: {means}." for name, means in CAUSES.items())])


def compare(linked: Places, true: Places, keys: TrueKeys, truth: Path, contracts: Sequence[Any] = ()) -> Comparison:
    """The measures of two homes whose warehouses stand, some of them a third time, without the models.

    Raises: TwogenError when a table is missing.
    """
    with duckdb.connect() as con:
        attach(con, {"linked": linked, "true_persons": true})
        lay_out_figures(con, ("linked", "true_persons"))
        lay_out_causes(con, linked, true)
        lines = _lines(con, recompute(true, truth, contracts))
    return Comparison(keys, lines, planted_lines(truth, lines))


def _lines(con: duckdb.DuckDBPyConnection, anew: Mapping[tuple[str, ...], Figure]) -> list[MeasureLine]:
    causes: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for *of, cause, people in con.execute("select * from differing order by people desc, cause").fetchall():
        causes[tuple(of)][cause] = people
    rows = con.execute("""
        select question, measure, exposure, bool_or(is_share),
            list((people, unanswered, value, matched_value, effective)) filter (side = 'linked'),
            list((people, unanswered, value, matched_value, effective)) filter (side = 'true_persons')
        from figures group by question, measure, exposure
        order by question[2:]::integer, measure, exposure <> 'all', exposure
    """).fetchall()
    return [
        MeasureLine(*of, is_share, _figure(linked), _figure(true), causes[*of], anew.get((*of,)))
        for *of, is_share, linked, true in rows
    ]


def _figure(found: list[tuple] | None) -> Figure:
    return Figure(*found[0]) if found else Figure(0, 0, None, None)


def _table(lines: Sequence[MeasureLine]) -> list[str]:
    heading = f"{lines[0].question.upper()}: measure, exposure"
    wide = max(len(heading), *(len(f"{line.measure}, {line.exposure}") for line in lines))
    columns = f"{'people':>9}{'true':>9}{'anew':>9}{'value':>12}{'true':>12}{'anew':>12}{'differs':>10}"
    said = [f"{heading:<{wide}}{columns}  who differs, and why"]
    for line in lines:
        figures = (line.linked.value, line.true.value, line.difference)
        value, true, difference = (number(figure, signed=place == 2) for place, figure in enumerate(figures))
        anew = (f"{line.anew.people:,}", number(line.anew.value, signed=False)) if line.anew else ("", "")
        of = f"{line.measure}, {line.exposure}".ljust(wide)
        people = f"{line.linked.people:>9,}{line.true.people:>9,}{anew[0]:>9}"
        said.append(f"{of}{people}{value:>12}{true:>12}{anew[1]:>12}{difference:>10}  {_why(line.causes)}")
    return said


def _furthest(lines: Sequence[MeasureLine]) -> str:
    """The share that differs most, of those that MANY people have an answer to."""
    shares = [line for line in lines if line.is_share and line.difference is not None and line.true.people >= MANY]
    if not shares:
        return f"No share here has {MANY} people with an answer."
    most = max(shares, key=lambda line: abs(line.difference or 0))
    return (
        f"Of {len(shares)} shares of {MANY} people or more, {most.measure}, {most.exposure} differs most: "
        f"{number(most.difference, True)} ({_why(most.causes)})."
    )


def _why(causes: Mapping[str, int]) -> str:
    return ", ".join(f"{people:,} {cause.replace('_', ' ')}" for cause, people in causes.items()) or "nobody"
