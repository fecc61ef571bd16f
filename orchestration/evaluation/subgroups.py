"""How subgroups fare beside the whole, and how sure that is: 95 % intervals by drawing persons again, with a fixed seed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from orchestration.evaluation.measures import Measures, measure, shares
from orchestration.evaluation.tallies import Tallies

RESAMPLES, SEED, BATCH = 1000, 1, 50
IN_DOUBT = ("precision_reachable", "recall_reachable", "exactly_right_reachable", "falsely_merged")
Interval = tuple[float, float]
Drawn = dict[str, np.ndarray]  # measure -> its value in each resample


@dataclass(frozen=True)
class SubgroupMeasures(Measures):
    """A subgroup's measures, and what it loses: the whole's reachable recall minus its own (0 to 1; above 0 is worse)."""

    recall_gap: float
    intervals: dict[str, Interval]  # of recall_gap and of IN_DOUBT


def intervals(tallies: Tallies) -> dict[str, Interval]:
    """95 % intervals of the measures IN_DOUBT over all persons."""
    whole, _ = _drawn_again(tallies, ())
    return {name: _interval(whole[name]) for name in IN_DOUBT}


def measure_subgroups(tallies: Tallies) -> dict[str, dict[str, SubgroupMeasures]]:
    """column -> value -> its measures."""
    whole = measure(tallies)
    masks = {(c, str(v)): values == v for c, values in tallies.subgroups.items() for v in np.unique(values)}
    drawn_whole, drawn = _drawn_again(tallies, tuple(masks.values()))
    found: dict[str, dict[str, SubgroupMeasures]] = {column: {} for column in tallies.subgroups}
    for ((column, value), mask), again in zip(masks.items(), drawn, strict=True):
        own = measure(Tallies(tallies.persons[mask], tallies.counted[mask], {}))
        gap = round(whole.recall_reachable - own.recall_reachable, 6)
        unsure = {"recall_gap": drawn_whole["recall_reachable"] - again["recall_reachable"]}
        unsure |= {name: again[name] for name in IN_DOUBT}
        found[column][value] = SubgroupMeasures(
            **asdict(own), recall_gap=gap, intervals={name: _interval(values) for name, values in unsure.items()}
        )
    return found


def _drawn_again(tallies: Tallies, masks: tuple[np.ndarray, ...]) -> tuple[Drawn, list[Drawn]]:
    """The measures of the whole and of each subgroup in every resample; whole and subgroups are of the same persons."""
    batches = [(_shares(tallies, weights), [_shares(tallies, weights, m) for m in masks]) for weights in _weights(tallies)]
    together = lambda drawn: {name: np.concatenate([d[name] for d in drawn]) for name in IN_DOUBT}  # noqa: E731
    return together([b[0] for b in batches]), [together([b[1][place] for b in batches]) for place in range(len(masks))]


def _weights(tallies: Tallies) -> Iterator[np.ndarray]:
    """How often the persons of each row are drawn: n persons drawn Poisson(1) times each come to Poisson(n)."""
    rng = np.random.default_rng(SEED)
    for _ in range(RESAMPLES // BATCH):
        yield rng.poisson(tallies.persons, size=(BATCH, len(tallies.persons))).astype(float)


def _shares(tallies: Tallies, weights: np.ndarray, mask: np.ndarray | slice = np.s_[:]) -> Drawn:
    return shares(weights[:, mask].sum(axis=1), weights[:, mask] @ tallies.counted[mask])


def _interval(values: np.ndarray) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return round(float(low), 5), round(float(high), 5)
