"""The grades of a home's families, as a table to read and as JSON to keep. Counts and shares only."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

NOTES = (
    "right: both people of the tie are a true parent and child; a person is the one most of its records are of.",
    "told: true pairs of a parent and a child whom rows of the source name together, by records that evidence could join.",
    "stated: on one row of a tie that the contract declares, whatever its relation says. by it: a tie of the two, of any kind,",
    "that names the source. found: a tie that stands joins them, from whichever source.",
)


@dataclass(frozen=True)
class Standing:
    """Ties that stand on one ground."""

    rests_on: str
    ties: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.ties


@dataclass(frozen=True)
class Recall:
    """True pairs that a source names together in one way, and how many have a tie from it, and one that stands."""

    source: str  # a feed, or all
    how: str
    told: int
    by_it: int | None  # None for all sources together
    found: int

    @property
    def recall(self) -> float:
        return self.found / self.told if self.told else 1.0


@dataclass(frozen=True)
class FamilyEvaluation:
    """How good the ties that stand are."""

    standing: Sequence[Standing]
    recalls: Sequence[Recall]
    misses: Mapping[str, int]  # confidence band of the best tie of a missed pair (named together anywhere) -> pairs

    def as_dict(self) -> dict:
        """JSON-able."""
        return {
            "standing": [asdict(s) | {"precision": round(s.precision, 6)} for s in self.standing],
            "recalls": [asdict(r) | {"recall": round(r.recall, 6)} for r in self.recalls],
            "misses": dict(self.misses),
        }

    def as_text(self) -> str:
        lines = [f"{'ties that stand, by what they rest on':<44}{'ties':>10}{'right':>10}{'precision':>12}"]
        lines += [f"{s.rests_on:<44}{s.ties:>10,}{s.right:>10,}{s.precision:>12.4f}" for s in self.standing]
        wide = max([24, *(len(f"{r.source}, {r.how}") for r in self.recalls)]) + 2
        lines += ["", f"{'true pairs that rows name together':<{wide}}{'told':>8}{'by it':>8}{'found':>8}{'recall':>10}"]
        for r in self.recalls:
            by_it = "" if r.by_it is None else f"{r.by_it:,}"
            lines.append(f"{f'{r.source}, {r.how}':<{wide}}{r.told:>8,}{by_it:>8}{r.found:>8,}{r.recall:>10.4f}")
        lines += ["", "missed pairs, by their best tie: " + ", ".join(f"{n:,} {band}" for band, n in self.misses.items())]
        return "\n".join([*lines, "", *NOTES])
