"""Which cluster keeps which person id: pure, and no id changes that did not have to.

Ids are serial numbers here: the smaller, the older. Clusters are named by their smallest record.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Event = Literal["minted", "revived", "absorbed", "split", "retired"]


@dataclass(frozen=True)
class Change:
    """One row of the ledger: what happened to `serial`, and the other id it concerns."""

    event: Event
    serial: int
    other: int | None
    records: int  # that came, moved or went: of `absorbed` and `split`, to the other id


@dataclass(frozen=True)
class Shared:
    """How many records a cluster of tonight shares with an id."""

    cluster: int
    serial: int
    records: int
    since_night: int = 0  # when the id first held any of them


def assign(
    sizes: dict[int, int],
    live: Sequence[Shared],
    former: Sequence[Shared],
    alive: Iterable[int],
    next_serial: int,
    newcomers: Sequence[int] = (),
) -> tuple[dict[int, int], list[Change]]:
    """cluster -> id, and the changes.

    Ids go to clusters by records shared, most first, then the older id, then to the records it has held longest. A cluster
    left without one revives an ended id when `former` says it restores what that id held; otherwise it gets a new one, in the
    order of the clusters. `newcomers`, in order, are clusters nobody has a claim on: they get new ids too, which are not told.
    """
    owner = _by_overlap(live, {}, set())
    back = _by_overlap(former, owner, set(owner.values()))
    changes = [Change("revived", serial, None, sizes[c]) for c, serial in sorted(back.items()) if c not in owner]
    owner = back
    for before, cluster in enumerate(sorted(sizes.keys() - owner.keys())):
        owner[cluster] = next_serial + before + bisect_left(newcomers, cluster)
        changes.append(Change("minted", owner[cluster], None, sizes[cluster]))
    return owner, changes + _departures(owner, live, alive)


def _by_overlap(shared: Iterable[Shared], owner: dict[int, int], taken: set[int]) -> dict[int, int]:
    """Each id to at most one cluster and each cluster at most one id, the largest overlap first."""
    owner, taken = dict(owner), set(taken)
    for s in sorted(shared, key=lambda s: (-s.records, s.serial, s.since_night, s.cluster)):
        if s.cluster not in owner and s.serial not in taken:
            owner[s.cluster] = s.serial
            taken.add(s.serial)
    return owner


def _departures(owner: dict[int, int], live: Sequence[Shared], alive: Iterable[int]) -> list[Change]:
    """Ids that ended tonight, and records that moved from one living id to another."""
    going: dict[int, list[tuple[int, int]]] = {}
    for s in live:
        going.setdefault(s.serial, []).append((-s.records, owner[s.cluster]))
    in_use, changes = set(owner.values()), []
    for serial in sorted(alive):
        moves = sorted(going.get(serial, []))
        if not moves:
            changes.append(Change("retired", serial, None, 0))
        elif serial not in in_use:
            changes.append(Change("absorbed", serial, moves[0][1], -moves[0][0]))
            changes += [Change("split", serial, to, -n) for n, to in moves[1:]]
        else:
            changes += [Change("split", serial, to, -n) for n, to in moves if to != serial]
    return changes
