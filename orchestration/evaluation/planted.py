"""Effects planted in the lives of a rehearsal county, beside the differences the measures show between exposures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.errors import TwogenError
from orchestration.evaluation.measure_lines import Figure, MeasureLine, number

EFFECTS = "effects.json"  # of a truth folder
FEWEST = 30  # people on either side; fewer show nothing


@dataclass(frozen=True)
class Showing:
    """Where an effect shows: a measure of people with one exposure against people with another.

    It is a ratio or a difference, and fits from `least` to `most`: for a ratio as it is, for a difference in times the
    planted size. None: no bound.
    """

    effect: str
    question: str
    measure: str
    exposed: str
    unexposed: str
    is_ratio: bool = False
    least: float | None = None
    most: float | None = None


# Of care, 12 to 24 months of the dose count. A parent's hiring also shows in who kept a job, so only its sign is asked. Of
# reports and removals, some have causes that housing does not touch, so the ratio lies between the factor and 1.
SHOWINGS = (
    Showing("early_care_raises_kindergarten_readiness", "q1", "readiness_score", "12_and_over", "0", least=12, most=24),
    Showing("early_care_raises_grade_3_reading", "q1", "reading_score", "12_and_over", "0", least=12, most=24),
    Showing("child_care_subsidy_raises_hiring", "q2", "is_employed_q2_after_start", "new_spell", "not_served", least=0),
    Showing("child_care_subsidy_raises_hiring", "q2", "is_employed_q4_after_start", "new_spell", "not_served", least=0),
    Showing("housing_after_a_report_lowers_re_reports", "q3", "re_report_12m", "housing_only", "neither", True, None, 1),
    Showing("housing_after_a_report_lowers_re_reports", "q3", "re_report_12m", "both", "neither", True, None, 1),
    Showing("housing_after_a_report_lowers_removal", "q3", "removal_12m", "housing_only", "neither", True, None, 1),
    Showing("housing_after_a_report_lowers_removal", "q3", "removal_12m", "both", "neither", True, None, 1),
)


@dataclass(frozen=True)
class Contrast:
    """Exposed against unexposed on one side: how many, and the difference or ratio of everyone and of the matched."""

    exposed: int
    unexposed: int
    bare: float | None
    matched: float | None
    effective: tuple[float | None, float | None]  # of the matched exposed and unexposed: see Figure
    fits: bool | None  # whether the matched one, else the bare one, lies where the planted effect puts it; None: too few


@dataclass(frozen=True)
class PlantedLine:
    """One planted effect in one measure, as linked and with true persons."""

    showing: Showing
    size: float
    unit: str
    linked: Contrast
    true: Contrast


def planted_lines(truth: Path, lines: Sequence[MeasureLine]) -> list[PlantedLine]:
    """Every effect of the truth that a compared measure shows; none where the truth tells no effects.

    Raises: TwogenError when the effects cannot be read.
    """
    path = truth / EFFECTS
    if not path.is_file():
        return []
    try:
        effects = {effect["name"]: (float(effect["size"]), str(effect["unit"])) for effect in json.loads(path.read_text())}
    except (ValueError, KeyError, TypeError):
        raise TwogenError(
            f"{path.name} tells no effects. Fix: a list of name, size, unit, as `twogen rehearse` writes."
        ) from None
    by_exposure = {(line.question, line.measure, line.exposure): line for line in lines}
    found = []
    for showing in SHOWINGS:
        of = (showing.question, showing.measure)
        exposed, unexposed = by_exposure.get((*of, showing.exposed)), by_exposure.get((*of, showing.unexposed))
        if showing.effect in effects and exposed and unexposed:
            size, unit = effects[showing.effect]
            linked = _contrast(showing, size, exposed.linked, unexposed.linked)
            found.append(PlantedLine(showing, size, unit, linked, _contrast(showing, size, exposed.true, unexposed.true)))
    return found


def _contrast(showing: Showing, size: float, exposed: Figure, unexposed: Figure) -> Contrast:
    bare = _between(showing, exposed.value, unexposed.value)
    matched = _between(showing, exposed.matched_value, unexposed.matched_value)
    seen = bare if matched is None else matched
    few = min(exposed.people, unexposed.people) < FEWEST
    fits = None if few or seen is None else _fits(showing, size, seen)
    return Contrast(exposed.people, unexposed.people, bare, matched, (exposed.effective, unexposed.effective), fits)


def _between(showing: Showing, exposed: float | None, unexposed: float | None) -> float | None:
    if exposed is None or unexposed is None or (showing.is_ratio and not unexposed):
        return None
    return exposed / unexposed if showing.is_ratio else exposed - unexposed


def _fits(showing: Showing, size: float, seen: float) -> bool:
    seen = round(seen if showing.is_ratio else seen / size, 6)
    return (showing.least is None or seen >= showing.least) and (showing.most is None or seen <= showing.most)


def planted_table(lines: Sequence[PlantedLine]) -> list[str]:
    """The lines as a table of text; nothing when there are none."""
    if not lines:
        return []
    said = ["Planted effects: exposed against unexposed, among everyone and among the matched, as linked and with true persons."]
    for line in lines:
        showing = line.showing
        said.append(f"{showing.effect} ({line.size} {line.unit})")
        against = "/" if showing.is_ratio else "-"
        said.append(f"  {showing.question} {showing.measure}, {showing.exposed} {against} {showing.unexposed}")
        for name, contrast in (("linked", line.linked), ("true", line.true)):
            fits = {None: "too few people", True: "fits", False: "does not fit"}[contrast.fits]
            said.append(
                f"    {name:<7}{contrast.exposed:>8,} against {contrast.unexposed:<8,}"
                f"bare {number(contrast.bare, True):>10}  matched {number(contrast.matched, True):>10}  "
                f"of effectively {_effective(contrast)}  {fits}"
            )
    return [*said, ""]


def _effective(contrast: Contrast) -> str:
    """Both effective numbers; none where nobody is matched."""
    return " against ".join("none" if people is None else f"{people:,.0f}" for people in contrast.effective)
