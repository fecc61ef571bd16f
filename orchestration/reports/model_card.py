"""The linkage model's transparency card: what it is for, on whom it was trained, what each agreement weighs, where it fails.

The same card as Markdown (docs/linkage_model.md, of the shipped model) and as a page beside the overview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.reports.pages import page

SUBGROUP_FIGURES = {
    "persons": "persons", "precision": "precision", "recall_reachable": "recall, reachable pairs",
    "recall": "recall, all pairs", "falsely_merged": "persons falsely merged",
}  # fmt: skip


@dataclass(frozen=True)
class LevelLine:
    """One level of a comparison: how often it is seen among pairs of one person (m) and of two (u), and its weight."""

    label: str
    m: float
    u: float
    bits: float
    moved_by: str  # whose rarity moves the weight; "" when nothing does


@dataclass(frozen=True)
class ModelCard:
    """All a reviewer is told of a model; from the model file and the code that reads it."""

    version: str
    facts: Mapping[str, str]
    comparisons: Mapping[str, Sequence[LevelLine]]
    thresholds: Mapping[str, tuple[float, float]]  # level -> bits, probability
    blocking: Mapping[str, str]
    constraints: Sequence[str]
    limits: Sequence[str]
    accuracy: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)  # heading -> rows of figures


def figures_of(evaluation: Mapping) -> dict[str, list[dict[str, str]]]:
    """Tables of accuracy from what `twogen link evaluate --json` wrote: by level, and by subgroup at the balanced level."""
    groups = {"level": evaluation["levels"], **evaluation["subgroups"]}
    return {
        column.replace("_", " "): [
            {column.replace("_", " "): value} | {title: _figure(measures[name]) for name, title in SUBGROUP_FIGURES.items()}
            for value, measures in values.items()
        ]
        for column, values in groups.items()
    }


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"


def as_page(card: ModelCard) -> str:
    return page("model_card.html.j2", card=card)


def as_markdown(card: ModelCard) -> str:
    """The card as a document; the same model and code always give the same bytes."""
    blocks = [
        "<!-- Rendered from the model by `twogen contracts render`; do not edit. -->",
        f"# The linkage model, version {card.version}",
        "\n".join(f"- **{name}**: {fact}" for name, fact in card.facts.items()),
        "## What each agreement weighs",
        "m: how often a level is seen among pairs of records of one person. u: among pairs of two people. Weight: log2(m / u), in"
        " bits; weights of all comparisons are added to the prior's. What either record lacks weighs nothing.",
        *[f"### {name}\n\n{_levels(levels)}" for name, levels in card.comparisons.items()],
        "## From which weight two records are one person",
        _table(["level", "bits", "probability"], [[n, f"{b:g}", f"{p:.4f}"] for n, (b, p) in card.thresholds.items()]),
        "## Which records are compared at all",
        _table(["rule", "pairs that share"], [[f"`{name}`", parts] for name, parts in card.blocking.items()]),
        "## What no weight overrules",
        "\n".join(f"- {line}" for line in card.constraints),
        *_accuracy(card),
        "## Known limits",
        "\n".join(f"- {line}" for line in card.limits),
    ]
    return "\n\n".join(blocks) + "\n"


def _accuracy(card: ModelCard) -> list[str]:
    tables = [_table(list(rows[0]), [list(row.values()) for row in rows]) for rows in card.accuracy.values() if rows]
    return ["## How good it is, by subgroup", *tables] if tables else []


def _levels(levels: Sequence[LevelLine]) -> str:
    rows = [[line.label, f"{line.m:.3g}", f"{line.u:.3g}", f"{line.bits:+.1f}", line.moved_by] for line in levels]
    return _table(["level", "m", "u", "weight (bits)", "moved by"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
