"""An evaluation as a table to read and as JSON to keep. Counts and shares only."""

from dataclasses import asdict, dataclass

from orchestration.evaluation.measures import Measures

COLUMNS = (
    ("persons", "persons"), ("records", "records"), ("precision", "precision"), ("recall_reachable", "recall*"),
    ("recall", "recall"), ("f1", "F1*"), ("b_f1", "B3 F1"), ("exactly_right", "exact"), ("exactly_right_reachable", "exact*"),
    ("falsely_merged", "merged"),
)  # fmt: skip


@dataclass(frozen=True)
class Evaluation:
    """How good the crosswalk is: at each level overall, and at the balanced level by subgroup."""

    levels: dict[str, Measures]
    subgroups: dict[str, dict[str, Measures]]
    records_in_truth: int
    records_linked: int
    records_in_both: int

    def as_dict(self) -> dict:
        """JSON-able: levels, subgroups and how many records were graded."""
        return asdict(self)

    def as_text(self) -> str:
        """The same as a table, one line per level and per subgroup value."""
        lines = [_line("level", [title for _, title in COLUMNS])]
        lines += [_line(level, _figures(m)) for level, m in self.levels.items()]
        for column, values in self.subgroups.items():
            lines += ["", _line(column, [title for _, title in COLUMNS])]
            lines += [_line(value, _figures(m)) for value, m in values.items()]
        lines += ["", "* over reachable pairs: joined, through records of the same person, by evidence present on both sides."]
        lines += [
            f"{self.records_in_both:,} records graded; {self.records_in_truth - self.records_in_both:,} of the truth were not "
            f"linked (quarantined or not delivered), {self.records_linked - self.records_in_both:,} linked are not in the truth."
        ]
        return "\n".join(lines)


def _figures(m: Measures) -> list[str]:
    return [f"{value:,}" if isinstance(value := getattr(m, name), int) else f"{value:.4f}" for name, _ in COLUMNS]


def _line(first: str, rest: list[str]) -> str:
    return f"{first:<28}" + "".join(f"{text:>10}" for text in rest)
