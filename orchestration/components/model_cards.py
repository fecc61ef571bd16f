"""A model's transparency card, gathered from its file and the lists of the code that reads it."""

import json
from pathlib import Path

from orchestration.errors import TwogenError
from orchestration.linkage.blocking import BLOCKING_RULES, LARGEST_BLOCK
from orchestration.linkage.clusters import LEVELS
from orchestration.linkage.comparisons import COMPARISONS, Comparison
from orchestration.linkage.crowds import CROWDED_HOME, CROWDED_SSN
from orchestration.linkage.frequencies import COUNTED_FROM, RAREST
from orchestration.linkage.model import SHIPPED_MODEL, PersonModel, read_model
from orchestration.reports.model_card import LevelLine, ModelCard, as_markdown, figures_of
from orchestration.settings import PROJECT_ROOT

SHIPPED_CARD = "docs/linkage_model.md"
SHIPPED_EVALUATION = PROJECT_ROOT / "docs" / "linkage_model.evaluation.json"  # of `link evaluate --json`; may be absent
CONSTRAINTS = (
    "A reviewer's cannot-link, then a reviewer's must-link, then the rules below, then the weight.",
    "Two records of a source that has one record a person are two people; so are two roles of one row.",
    "Two well attested SSNs that differ by more than a typo are two people.",
    "Clearly different given names under one birth date or one roof are two people, as are another middle name with another"
    " birth date, and birth dates far apart, unless an SSN agrees.",
    "A record of somebody grown on a day, as its contract says, is not joined directly to one of somebody born less than 14 years"
    " before it, unless an SSN agrees.",
    "A pair whose given names clearly differ is vetoed unless birth date and middle initial agree, or SSN and surname where no"
    " birth dates can tell, never strictly and not on a number of which another owner is known; so are two generations (Jr, Sr)"
    " of one name.",
    "Where the surname differs or a given name is missing, no address agrees and there is no second anchor, the balanced level"
    " asks for the strict weight.",
    "A record without a given name joins only where all it could be are one person.",
    "By names alone (no birth date or SSN on both, no common address) a record joins only where all of that name it could be"
    " are one person, never at the strict level, and never when it has nothing but a name.",
)
LIMITS = (
    "Trained on invented people or on one home: weights suit counties like those. `twogen link train` learns a home's own.",
    "The prior suits a home of about as many records as it was trained on; in a larger one it falls by a bit with each doubling.",
    "Two-part surnames that agencies split differently are missed more often, so recall of Hispanic people is below the whole.",
    "People who use another given name at work and have changed their surname stay apart until a third record joins them.",
    "Two people on one SSN with alike names, or of one surname and without birth dates, can be joined.",
    f"A value more than {LARGEST_BLOCK:,} nodes share is no blocking key; an address of more than {CROWDED_HOME} surnames is"
    f" nobody's home, an SSN of more than {CROWDED_SSN} given names nobody's SSN.",
    "Not for decisions about one person: a link is a probability, for counts and rates.",
)


def card_of(model: PersonModel, evaluation: Path | None = None) -> ModelCard:
    """The card. `evaluation`: figures that `twogen link evaluate --json` wrote. Raises: TwogenError when it is none."""
    trained = model.trained_on
    facts = {
        "For": "finding which records of different agencies are one person, for statistics on families and programs",
        "Trained on": f"{trained.get('on', 'unknown')}: {_count(trained, 'records')} records, presumably"
        f" {_count(trained, 'presumed_people')} people; never inside a household or an address",
        "Prior": f"two records drawn at random are one person with probability {model.prior:.3g}",
        "Standardiser": model.standardiser,
        "Names' shares": "public counts of the whole country, or of the home that trained the model, kept in its vault; a name"
        f" counted fewer than {COUNTED_FROM} times, or absent, counts as borne by {RAREST:.2g} of people, the rarest there is",
    }
    return ModelCard(
        version=model.version,
        facts=facts,
        comparisons={c.name.replace("_", " "): _levels(c, model) for c in COMPARISONS},
        thresholds={level: (bits := getattr(model.thresholds, level), 1 - 1 / (1 + 2**bits)) for level in LEVELS},
        blocking={rule.name: ", ".join(rule.parts) for rule in BLOCKING_RULES},
        constraints=CONSTRAINTS,
        limits=LIMITS,
        accuracy=_accuracy(evaluation) if evaluation else {},
    )


def shipped_card() -> dict[str, str]:
    """The rendered document of the shipped model, by its path below the checkout."""
    evaluation = SHIPPED_EVALUATION if SHIPPED_EVALUATION.exists() else None
    return {SHIPPED_CARD: as_markdown(card_of(read_model(SHIPPED_MODEL), evaluation))}


def _count(trained: dict, name: str) -> str:
    return f"{trained[name]:,}" if isinstance(trained.get(name), int) else "an unknown number of"


def _levels(comparison: Comparison, model: PersonModel) -> list[LevelLine]:
    lines = []
    for level in comparison.levels:
        weight = model.weights[comparison.name][level.label]
        moved_by = f"rarity of {level.frequency.removesuffix('_std')} name" if level.frequency else ""
        lines.append(LevelLine(level.label, weight.m, weight.u, weight.bits, moved_by))
    return lines


def _accuracy(path: Path) -> dict:
    try:
        return figures_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TwogenError(
            f"{path.name} holds no evaluation ({type(error).__name__}). Fix: name a file of `twogen link evaluate --json`."
        ) from None
