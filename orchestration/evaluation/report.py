"""An evaluation as a table to read and as JSON to keep, under the same names. Counts and shares only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from orchestration.evaluation.measures import Measures
from orchestration.evaluation.misses import Misses
from orchestration.evaluation.subgroups import Interval, SubgroupMeasures
from orchestration.evaluation.tallies import Tallies

# Measure -> what it is called in the table of levels, and above and in its column of the table of subgroups.
ROWS = {
    "persons": ("persons", "", "persons"),
    "records": ("records", "", "records"),
    "precision": ("pairs, all: precision", "all pairs", "prec."),
    "recall": ("pairs, all: recall", "", "recall"),
    "f1": ("pairs, all: F1", "", "F1"),
    "precision_reachable": ("pairs, reachable: precision", "reachable", "prec."),
    "recall_reachable": ("pairs, reachable: recall", "", "recall"),
    "f1_reachable": ("pairs, reachable: F1", "", "F1"),
    "b_cubed_precision": ("B-cubed: precision", "B-cubed", "prec."),
    "b_cubed_recall": ("B-cubed: recall", "", "recall"),
    "b_cubed_f1": ("B-cubed: F1", "", "F1"),
    "exactly_right": ("persons exactly right", "exactly right", "all"),
    "exactly_right_reachable": ("persons exactly right, by reachable pairs", "", "reach."),
    "falsely_merged": ("persons falsely merged", "falsely", "merged"),
    "wrong_pairs": ("wrong pairs", "", ""),
    "missed_reachable_pairs": ("missed pairs, reachable", "", ""),
    "missed_pairs": ("missed pairs, all", "", ""),
}
FEW_LINKED = 0.9
NOTES = (
    "reachable: joined, through records of the same person, by evidence present on both sides.",
    "recall gap: the whole's reachable recall minus the subgroup's, in points; 95 % intervals by drawing persons again.",
)


@dataclass(frozen=True)
class Evaluation:
    """How good the crosswalk is: at each level overall, and at the balanced level by subgroup."""

    levels: dict[str, Measures]
    intervals: dict[str, Interval]  # of the balanced level
    subgroups: dict[str, dict[str, SubgroupMeasures]]
    records_in_truth: int
    records_linked: int
    records_in_both: int
    records_of_two_persons: int  # told to be two people's: not graded
    lines_left_out: int  # of the truth, without an id or a person
    records_by_role: dict[str, dict[str, int | str]]  # table.role -> id columns, records told, of them linked
    no_subgroups: dict[str, int]  # columns of the truth with too many values to be a subgroup
    columns_by_place: dict[str, str]  # table, role, id or person -> the column of the truth taken for it by its place
    tallies: Tallies = field(repr=False)
    misses: Misses | None = None

    def as_dict(self) -> dict:
        """JSON-able: everything but the tallies, which are for pooling."""
        told = {
            "records_not_linked": self.records_in_truth - self.records_in_both,
            "records_not_in_truth": self.records_linked - self.records_in_both,
        }
        kept = {name: value for name, value in asdict(self).items() if name != "tallies"}
        return kept | told

    def as_text(self) -> str:
        """The same as tables: the levels, each subgroup column, how it compares, and what was graded."""
        lines = [_line("the whole", list(self.levels), 44, 12)]
        lines += [_line(ROWS[name][0], [_figure(m, name) for m in self.levels.values()], 44, 12) for name in ROWS]
        for column, values in self.subgroups.items():
            lines += ["", *_subgroup_lines(column, values)]
        lines += ["", *NOTES, *self._graded()]
        return "\n".join(lines + (["", self.misses.as_text()] if self.misses else []))

    def _graded(self) -> list[str]:
        lines = [
            f"{self.records_in_both:,} records graded; {self.records_in_truth - self.records_in_both:,} of the truth were not "
            f"linked (quarantined or not delivered), {self.records_linked - self.records_in_both:,} linked are not in the truth."
        ]
        if self.records_of_two_persons:
            lines.append(f"{self.records_of_two_persons:,} records are told to be two people's and are not graded.")
        if self.lines_left_out:
            lines.append(f"{self.lines_left_out:,} lines of the truth have no id or no person and are left out.")
        for role, counts in self.records_by_role.items():
            if counts["linked"] < FEW_LINKED * counts["told"]:
                lines.append(
                    f"{role}: {counts['linked']:,} of {counts['told']:,} records told were linked; its ids are {counts['id']}."
                )
        for word, column in self.columns_by_place.items():
            lines.append(f"{column} was taken for the column {word} by its place.")
        lines += [f"{column}: {n:,} values are no subgroup; it is left out." for column, n in self.no_subgroups.items()]
        return lines


def _subgroup_lines(column: str, values: dict[str, SubgroupMeasures]) -> list[str]:
    shown = [name for name, (_, _, short) in ROWS.items() if short]
    lines = [_heading(shown), _line(column, [ROWS[name][2] for name in shown], 20, 8)]
    lines += [_line(value, [_figure(m, name) for name in shown], 20, 8) for value, m in values.items()]
    lines += ["", _line(column, ["persons", "recall gap", "95 %", "falsely merged", "95 %"], 20, 18)]
    return lines + [_line(value, gap_figures(m), 20, 18) for value, m in values.items()]


def _heading(shown: Sequence[str]) -> str:
    """What groups of columns are of, each over its first column."""
    line = " " * 20
    for place, name in enumerate(shown):
        if ROWS[name][1]:
            line = line.ljust(20 + 8 * place + 2) + ROWS[name][1]
    return line


def gap_figures(m: SubgroupMeasures) -> list[str]:
    """Persons, recall gap in points and share falsely merged in percent, each with its interval."""
    figures = [f"{m.persons:,}"]
    for value, name in ((m.recall_gap, "recall_gap"), (m.falsely_merged, "falsely_merged")):
        low, high = m.intervals[name]
        figures += [f"{100 * value + 0.0:.2f}", f"{100 * low:.2f} to {100 * high:.2f}"]
    return figures


def _figure(m: Measures, name: str) -> str:
    value = getattr(m, name)
    return f"{value:,.0f}" if name.endswith(("persons", "records", "pairs")) else f"{value:.4f}"


def _line(first: str, rest: Sequence[str], width: int, each: int) -> str:
    return f"{first:<{width}}" + "".join(f"{text:>{each}}" for text in rest)
