"""The lines of the accuracy benchmark: every figure beside its bar, and whether it is met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy_cells import Graded
from orchestration.evaluation.measures import Measures, measure
from orchestration.evaluation.report import gap_figures
from orchestration.evaluation.subgroups import SubgroupMeasures, measure_subgroups
from orchestration.evaluation.tallies import Tallies, pooled

SUBGROUP_PEOPLE, GAP_BAR, MERGED_BAR = 1000, 0.005, 0.005


@dataclass(frozen=True)
class Bars:
    """What a county of one condition must reach; shares 0 to 1. Source: issue 4, "What it must show", 2026-11."""

    precision: float
    recall: float
    exact: float
    of_reference: float  # wrong and missed pairs as a share of the reference's: at most
    reference_f1: float  # at most: above it the county is too easy


BARS = {
    "as is": Bars(0.997, 0.99, 0.985, 0.15, 0.93),
    "SSN removed": Bars(0.99, 0.97, 0.95, 0.20, 0.86),
    "errors tripled": Bars(0.99, 0.96, 0.93, 0.25, 0.93),
}
_TITLES = ("precision", "recall", "exact", "errors/ref", "ref. F1")
HEAD = f"{'feeds':<6}{'condition':<16}{'seed':<8}" + "".join(f"{title:>18}" for title in _TITLES) + f"{'recall, all':>13}"
LEGEND = "Pairs and persons right over reachable pairs; errors: wrong and missed pairs, of the reference's. ! is a bar not met."


def cell_line(one: Graded) -> str:
    """One county's figures against its bars."""
    return _line(one.cell.feeds, one.cell.condition, str(one.cell.seed), one.ours, one.plain)


def pooled_line(group: Sequence[Graded]) -> str:
    """The same over the persons of several counties of one kind."""
    cell = group[0].cell
    return _line(cell.feeds, cell.condition, "pooled", pooled([g.ours for g in group]), pooled([g.plain for g in group]))


def _line(feeds: str, condition: str, seed: str, ours: Tallies, plain: Tallies) -> str:
    m, reference, bars = measure(ours), measure(plain), BARS[condition]
    of_reference = errors(m) / max(errors(reference), 1)
    figures = [
        _against(m.precision_reachable, ">=", bars.precision),
        _against(m.recall_reachable, ">=", bars.recall),
        _against(m.exactly_right_reachable, ">=", bars.exact),
        _against(of_reference, "<=", bars.of_reference),
        _against(reference.f1_reachable, "<=", bars.reference_f1),
    ]
    return f"{feeds:<6}{condition:<16}{seed:<8}" + "".join(f"{figure:>18}" for figure in figures) + f"{m.recall:>13.4f}"


def errors(m: Measures) -> float:
    """Wrong pairs and missed reachable ones."""
    return m.wrong_pairs + m.missed_reachable_pairs


def _against(figure: float, side: str, bar: float) -> str:
    is_met = figure >= bar if side == ">=" else figure <= bar
    return f"{figure:.4f} {side} {bar:g}{' ' if is_met else '!'}"


def subgroup_lines(group: Sequence[Graded]) -> Iterator[str]:
    """Each subgroup of SUBGROUP_PEOPLE or more over the persons of several counties: both intervals against their bars."""
    cell = group[0].cell
    yield f"{cell.feeds}, {cell.condition}, pooled: {100 * GAP_BAR:g} points of recall gap, {100 * MERGED_BAR:g} % falsely merged"
    yield f"{'':<34}" + "".join(f"{title:>18}" for title in ("persons", "recall gap", "95 %", "falsely merged %", "95 %"))
    for column, values in measure_subgroups(pooled([g.ours for g in group])).items():
        for value, m in values.items():
            if m.persons >= SUBGROUP_PEOPLE:
                yield f"{column + ' ' + value:<34}" + "".join(f"{f:>18}" for f in gap_figures(m)) + "  " + _verdict(m)


def _verdict(m: SubgroupMeasures) -> str:
    """A bar is met when the interval reaches below it."""
    names = {"recall gap": m.intervals["recall_gap"][0] < GAP_BAR, "merged": m.intervals["falsely_merged"][0] < MERGED_BAR}
    unmet = [name for name, is_met in names.items() if not is_met]
    return f"not met: {', '.join(unmet)}" if unmet else "met"
