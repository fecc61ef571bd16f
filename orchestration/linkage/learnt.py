"""What was learnt, made into weights: rates normalised, the too rarely seen replaced by usual bits. Pure.

Whatever the data taught, every weight is a finite number, and a level nobody could learn weighs what it usually does.
"""

from dataclasses import dataclass, replace

from orchestration.linkage.comparisons import Comparison, Level
from orchestration.linkage.model import Weight

# Of twenty pairs of records with one SSN, and nothing else to compare, nineteen are one person: about 2 % of earners are on
# another's number, borrowed or mistyped. That hangs neither on how many people there are nor on how many records each has.
ALONE = {"SSNs agree": 19.0}  # odds
# What no sample of a county can show, by reason: one SSN (until the prior is known), SSNs a typo apart (99 digits and neighbours
# of a billion), a last four shared by chance.
KNOWN_U = {"SSNs agree": 2e-6, "SSNs within a typo": 1e-6, "last four agree": 1.1e-4, "last four differ": 0.9999}
# Of one person's records at least half have the right birth date: where a block shows fewer, its other fields were chosen so.
BORN_ALIKE = "birth dates agree"
LEAST_M = 2e-3
LEAST_SEEN = 2e-6


@dataclass(frozen=True)
class Rates:
    """Trained m and u of one comparison by level label; None where no pair showed the level."""

    m: dict[str, float | None]
    u: dict[str, float | None]


def weights_from(comparison: Comparison, rates: Rates) -> dict[str, Weight]:
    """Weights of one comparison, normalised inside each group of levels, so that what is missing is no evidence.

    Surnames weigh the same with or without an address to compare: their rates without one are those over all pairs.
    """
    m = {label: p or 0.0 for label, p in rates.m.items()}
    u = {label: p or 0.0 for label, p in rates.u.items()}
    if comparison.name == "surname_and_address":
        m, u = _pool_surnames(m), _pool_surnames(u)
    rest = sum(m[level.label] for level in comparison.levels if level.group == "" and level.label != BORN_ALIKE)
    if BORN_ALIKE in m:
        m[BORN_ALIKE] = max(m[BORN_ALIKE], rest)
    done = {}
    for group in dict.fromkeys(level.group for level in comparison.levels):
        levels = [level for level in comparison.levels if level.group == group]
        m_total, u_total = sum(m[x.label] for x in levels), sum(u[x.label] for x in levels)
        if m_total and u_total:
            done |= {x.label: _weight(x, m[x.label] / m_total, u[x.label] / u_total) for x in levels}
        else:
            done |= {x.label: _usual(x, u[x.label] / u_total if u_total else 0.0) for x in levels}
    return {level.label: done[level.label] for level in comparison.levels}


def told_alone(weights: dict[str, Weight], prior: float) -> dict[str, Weight]:
    """The weights of a comparison with u such that the levels of ALONE come to their odds when nothing else is known."""
    known = {label: prior / (1 - prior) / odds for label, odds in ALONE.items()}
    return {label: replace(w, u=min(w.m * known[label], 1.0)) if label in known else w for label, w in weights.items()}


def _weight(level: Level, m: float, u: float) -> Weight:
    """The weight as trained; where a level was too rarely seen to mean anything, its usual bits.

    No disagreement is rarer among matches than LEAST_M: files hold more garbage than one county teaches.
    """
    u = KNOWN_U.get(level.label, u)
    if level.bits < 0:  # never seen among strangers: the column was the same for all
        return Weight(max(m, LEAST_M), max(u, LEAST_M)) if u >= LEAST_SEEN else _usual(level, u)
    if u < LEAST_SEEN and level.label not in KNOWN_U:
        m = max(m, LEAST_SEEN)
        return Weight(m, min(1.0, m / 2**level.bits))
    return Weight(m, u) if m >= LEAST_SEEN else Weight(min(1.0, u * 2**level.bits), u)


def _usual(level: Level, u: float) -> Weight:
    """A level whose group showed no pair of one person, or none of two: its usual bits, at the u that is known."""
    u = KNOWN_U.get(level.label, u)
    if u < LEAST_SEEN and level.label not in KNOWN_U:
        u = min(0.5, 0.5 / 2**level.bits)
    return Weight(min(1.0, u * 2**level.bits), u)


def _pool_surnames(p: dict[str, float]) -> dict[str, float]:
    without = {}
    for surname in ("surname agrees", "surnames related", "surname differs"):
        without[f"{surname}, no address"] = sum(rate for label, rate in p.items() if _surname_part(label) == surname)
    return p | without


def _surname_part(label: str) -> str:
    if label.startswith("surname and address"):
        return "surname agrees" if label.endswith("agree") else "surname differs"
    return label.split(",")[0]
