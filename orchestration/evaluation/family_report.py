"""The grades of a home's families, as a table to read and as JSON to keep. Counts and shares only."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

NOTES = (
    "right: both people of the tie are a true parent and child; a person is the one most of its records are of.",
    "told: true pairs of a parent and a child that a row in force states, or the unit they are in implies, both of them people",
    "whose records evidence could join. Found: a tie that stands joins them.",
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
    """True pairs that are told in one way, and how many of them have a tie that stands."""

    how: str
    told: int
    found: int

    @property
    def recall(self) -> float:
        return self.found / self.told if self.told else 1.0


@dataclass(frozen=True)
class FamilyEvaluation:
    """How good the ties that stand are."""

    standing: Sequence[Standing]
    recalls: Sequence[Recall]
    misses: Mapping[str, int]  # confidence band of the best tie of a missed pair -> pairs

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
        lines += ["", f"{'true pairs that are told':<44}{'told':>10}{'found':>10}{'recall':>12}"]
        lines += [f"{r.how:<44}{r.told:>10,}{r.found:>10,}{r.recall:>12.4f}" for r in self.recalls]
        lines += ["", "missed pairs, by their best tie: " + ", ".join(f"{n:,} {band}" for band, n in self.misses.items())]
        return "\n".join([*lines, "", *NOTES])
