"""The effects planted in the lives: what causes what, and how much. The truth repeats them; no record mentions them."""

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules


@dataclass(frozen=True)
class Effect:
    """A cause that changes an outcome by a known size."""

    name: str
    cause: str
    outcome: str
    size: float
    unit: str
    note: str = ""


ABSENCE_WHILE_HOMELESS = Effect(
    "homelessness_raises_absence",
    cause="a homeless night (shelter, transitional housing or street) in the school term",
    outcome="share of enrolled days absent in that term",
    size=0.08,
    unit="share of days, added",
    note="Poor pupils are both more often homeless and more often absent, so a bare difference overstates it.",
)
ABSENCE_AFTER_HOMELESS = Effect(
    "earlier_homelessness_raises_absence",
    cause="a homeless night in the year before the term, and none in it",
    outcome="share of enrolled days absent in the term",
    size=0.03,
    unit="share of days, added",
)
HIRING_WHILE_HOMELESS = Effect(
    "homelessness_lowers_hiring",
    cause="a homeless night in the quarter",
    outcome="chance to be hired in the quarter, of those without a covered job in the one before",
    size=0.5,
    unit="factor",
)
LOSS_WHILE_HOMELESS = Effect(
    "homelessness_raises_job_loss",
    cause="a homeless night in the quarter",
    outcome="chance to part with the job held in the quarter before",
    size=0.12,
    unit="probability, added",
    note="Of those who part with a job, 45 % go straight to another.",
)
HIRING_WHEN_REHOUSED = Effect(
    "rehousing_raises_hiring",
    cause="a day in rapid rehousing or permanent supportive housing in the quarter, and no homeless night",
    outcome="chance to be hired in the quarter, of those without a covered job in the one before",
    size=1.5,
    unit="factor",
)


def effects() -> list[Effect]:
    """Every effect that stands in a module of the lives, here or beside what it changes, in order of name."""
    package = import_module(__package__)
    modules = [import_module(f"{__package__}.{module.name}") for module in iter_modules(package.__path__)]
    found = {held.name: held for module in modules for held in vars(module).values() if isinstance(held, Effect)}
    return [found[name] for name in sorted(found)]
