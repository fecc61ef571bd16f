"""The measures: pairwise, B-cubed and by person, from sums of tallies. Shares are 0 to 1."""

from dataclasses import dataclass

import numpy as np

from orchestration.evaluation.tallies import COUNTED, Tallies


@dataclass(frozen=True)
class Measures:
    """How good a link is over some persons. A pair counts half for either end; a share of nothing is 1."""

    persons: int
    records: int
    precision: float  # over all pairs
    recall: float
    f1: float
    precision_reachable: float  # over pairs that could be joined by evidence on both sides, and all wrong ones
    recall_reachable: float
    f1_reachable: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    exactly_right: float  # persons whose records are one whole cluster
    exactly_right_reachable: float  # persons all of whose reachable pairs are joined, and nobody else's record
    falsely_merged: float  # persons with a record in a cluster that holds someone else's
    wrong_pairs: float
    missed_pairs: float
    missed_reachable_pairs: float


SHARES = tuple(name for name, kind in Measures.__annotations__.items() if kind is float and not name.endswith("pairs"))


def measure(tallies: Tallies) -> Measures:
    """The measures of all persons of the tallies together."""
    sums, persons = tallies.persons @ tallies.counted, int(tallies.persons.sum())
    s = dict(zip(COUNTED, sums.tolist(), strict=True))
    found = shares(np.array([persons]), sums[np.newaxis])
    return Measures(
        persons=persons,
        records=round(s["records"]),
        **{name: round(float(values[0]), 6) for name, values in found.items()},
        wrong_pairs=s["joined"] - s["joined_right"],
        missed_pairs=s["true_pairs"] - s["joined_right"],
        missed_reachable_pairs=s["reachable_pairs"] - s["reachable_right"],
    )


def shares(persons: np.ndarray, sums: np.ndarray) -> dict[str, np.ndarray]:
    """The SHARES of each row of summed tallies (row, COUNTED) of so many persons."""
    s = {name: sums[:, place] for place, name in enumerate(COUNTED)}
    precision, recall = _share(s["joined_right"], s["joined"]), _share(s["joined_right"], s["true_pairs"])
    wrong = s["joined"] - s["joined_right"]
    near_precision = _share(s["reachable_right"], s["reachable_right"] + wrong)
    near_recall = _share(s["reachable_right"], s["reachable_pairs"])
    b_precision, b_recall = _share(s["b_cubed_precision"], s["records"]), _share(s["b_cubed_recall"], s["records"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": _harmonic(precision, recall),
        "precision_reachable": near_precision,
        "recall_reachable": near_recall,
        "f1_reachable": _harmonic(near_precision, near_recall),
        "b_cubed_precision": b_precision,
        "b_cubed_recall": b_recall,
        "b_cubed_f1": _harmonic(b_precision, b_recall),
        "exactly_right": _share(s["exact"], persons),
        "exactly_right_reachable": _share(s["exact_reachable"], persons),
        "falsely_merged": 1 - _share(persons - s["merged"], persons),
    }


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 1.0)


def _harmonic(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return 2 * a * b / np.where(a + b > 0, a + b, 1)
