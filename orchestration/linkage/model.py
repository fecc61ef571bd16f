"""The person model: a reviewed file of weights and thresholds, and nothing that names a resident.

Read by edges.py; written by training.py alone. A file of another standardiser, or one that lacks a level, is refused.
"""

import json
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path

from orchestration.errors import TwogenError
from orchestration.linkage import STANDARDISER
from orchestration.linkage.comparisons import COMPARISONS, Comparison, Level

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")  # it is part of file names
SHIPPED_MODEL = Path(__file__).with_name("person_model.json")


class ModelRefused(TwogenError):
    """The model file cannot be used by this code; nothing was linked."""


@dataclass(frozen=True)
class Thresholds:
    """Match weights (bits) from which a pair counts as one person, at three levels of caution."""

    strict: float
    balanced: float
    lenient: float


@dataclass(frozen=True)
class Weight:
    """How often a level is seen among pairs that are one person (m) and among pairs that are not (u)."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class PersonModel:
    """Everything a score depends on besides the two nodes and the term frequencies of the name."""

    version: str
    standardiser: str
    prior: float  # probability that two records drawn at random are one person
    thresholds: Thresholds
    weights: dict[str, dict[str, Weight]]  # comparison -> level label -> weight
    trained_on: dict[str, object]

    def among(self, records: int) -> "PersonModel":
        """The model in a home of so many records: the more there are than it was trained on, the rarer it is that two are one
        person, and that two people share what only kin and borrowers do. In whole octaves, so that a night's new records
        seldom change what was scored; never the other way, since few records are no reason to believe more.
        """
        octaves = max(round(math.log2(max(records, 1) / max(int(str(self.trained_on.get("records", records))), 1))), 0)
        rarer = 2**-octaves
        shared = {(c.name, level.label) for c in COMPARISONS for level in c.levels if level.is_shared}
        weights = {
            c: {label: replace(w, u=w.u * rarer) if (c, label) in shared else w for label, w in levels.items()}
            for c, levels in self.weights.items()
        }
        return replace(self, prior=self.prior * rarer, weights=weights)


def shipped_version() -> str:
    """The version of the shipped model, also where this code would refuse it."""
    return json.loads(SHIPPED_MODEL.read_text())["version"]


def read_model(path: Path = SHIPPED_MODEL) -> PersonModel:
    """The model at `path`.

    Raises: ModelRefused when there is none, it is no JSON, or it was made for another standardiser or other levels.
    """
    try:
        said = json.loads(path.read_text())
        model = PersonModel(
            version=said["version"],
            standardiser=said["standardiser"],
            prior=float(said["prior"]),
            thresholds=Thresholds(**said["thresholds"]),
            weights={c: {level: Weight(**w) for level, w in levels.items()} for c, levels in said["weights"].items()},
            trained_on=said["trained_on"],
        )
    except FileNotFoundError:
        raise ModelRefused(f"There is no person model at {path}. Fix: `twogen link train`, or restore the file.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise ModelRefused(
            f"{path.name} is no person model: {type(error).__name__} ({error}). Nothing was linked. "
            "Fix: restore the file, or make a new one with `twogen link train`."
        ) from None
    check_model(model, path.name)
    return model


def check_model(model: PersonModel, name: str) -> None:
    """Nothing, when this code can link with the model. Raises: ModelRefused, which calls it by `name`."""
    retrain = "Nothing was linked. Fix: `twogen link use shipped`, or make one with `twogen link train`."
    if model.standardiser != STANDARDISER:
        raise ModelRefused(
            f"{name} version {model.version} was trained on nodes of standardiser {model.standardiser}; this code's is "
            f"{STANDARDISER}, and scores would mean something else. {retrain}"
        )
    wanted = {(c.name, level.label) for c in COMPARISONS for level in c.levels}
    there = {(c, label) for c, levels in model.weights.items() for label in levels}
    if wanted != there:
        odd = ", ".join(f"{c}: {label}" for c, label in sorted(wanted ^ there)[:3])
        raise ModelRefused(
            f"{name} version {model.version} and this code differ in {len(wanted ^ there)} comparison levels ({odd}). {retrain}"
        )
    if not VERSION.fullmatch(model.version):
        raise ModelRefused(f"{name}: a version is letters, digits and . _ + -, beginning with a letter or digit. {retrain}")
    if not 0 < model.prior < 1:
        raise ModelRefused(f"{name} version {model.version} holds a prior outside (0, 1). {retrain}")
    if not all(0 < w.m <= 1 and 0 < w.u <= 1 for levels in model.weights.values() for w in levels.values()):
        raise ModelRefused(f"{name} version {model.version} holds an m or u outside (0, 1]. {retrain}")
    t = model.thresholds
    if not math.inf > t.strict >= t.balanced >= t.lenient > -math.inf:
        raise ModelRefused(f"{name} version {model.version}: thresholds must fall from strict to lenient. {retrain}")


def write_model(model: PersonModel, path: Path) -> None:
    """The model as JSON at `path`, aside and renamed."""
    said = {
        "version": model.version,
        "standardiser": model.standardiser,
        "trained_on": model.trained_on,
        "prior": model.prior,
        "thresholds": vars(model.thresholds),
        "weights": {
            c: {label: {"m": float(f"{w.m:.6g}"), "u": float(f"{w.u:.6g}")} for label, w in levels.items()}
            for c, levels in model.weights.items()
        },
    }
    part = path.with_suffix(".part")
    part.write_text(json.dumps(said, indent=2) + "\n")
    part.replace(path)


def splink_settings(model: PersonModel | None = None, rule: str = "l.node_id = r.node_id") -> dict:
    """Settings for Splink: the comparisons with the model's weights, or untrained when there is no model yet.

    rule: which pairs Splink is to bring; none unless said, since blocking.py does, and Splink would keep columns beside each.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "node_id",
        "probability_two_random_records_match": model.prior if model else 1e-4,
        "comparisons": [_comparison(c, model) for c in COMPARISONS],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule, "sql_dialect": "duckdb"}],
        "additional_columns_to_retain": ["record_no", "suffix"],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "max_iterations": 40,
    }


def _comparison(comparison: Comparison, model: PersonModel | None) -> dict:
    missing = {"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True}
    weights = model.weights[comparison.name] if model else {}
    levels = [_level(level, weights.get(level.label)) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [missing, *levels]}


def _level(level: Level, weight: Weight | None) -> dict:
    said: dict = {"sql_condition": level.condition, "label_for_charts": level.label}
    if weight:
        said |= {"m_probability": weight.m, "u_probability": weight.u}
    if level.frequency:
        said |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
    return said
