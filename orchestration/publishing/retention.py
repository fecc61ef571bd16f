"""Which versions stay: the last five, the last of each month, the current one, and any that is cited.

Reads and removes folders of published/. `published/cited` lists versions a payable outcome rests on, one a line.
"""

import shutil
from dataclasses import dataclass

from orchestration.places import Places
from orchestration.publishing.versions import current_version, versions

LAST_KEPT = 5
CITED = "cited"


@dataclass(frozen=True)
class Pruned:
    """Versions removed, and names in `cited` that no version bears (then nothing is removed)."""

    removed: tuple[str, ...]
    unknown_citations: tuple[str, ...] = ()


def cited_versions(places: Places) -> set[str]:
    """The versions `published/cited` names; a `#` starts a remark."""
    path = places.published / CITED
    if not path.exists():
        return set()
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return {line for line in lines if line}


def kept_versions(names: list[str], cited: set[str], current: str | None) -> set[str]:
    """The names that stay."""
    ordered = sorted(names)
    last_of_month = {name[:6]: name for name in ordered}  # 202611: a later name of the month replaces an earlier one
    return ({*ordered[-LAST_KEPT:], *last_of_month.values(), current} | cited) & set(ordered)


def prune(places: Places) -> Pruned:
    """What was removed. A citation that names no version removes nothing: a slip of the pen must not cost evidence."""
    names, cited = versions(places), cited_versions(places)
    unknown = tuple(sorted(cited - set(names)))
    if unknown:
        return Pruned((), unknown)
    removed = sorted(set(names) - kept_versions(names, cited, current_version(places)))
    for name in removed:
        aside = places.published / f".removing-{name}"
        (places.published / name).rename(aside)  # first out of sight, so that no half-removed version has a name
        shutil.rmtree(aside)
    return Pruned(tuple(removed))
