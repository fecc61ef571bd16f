"""Our link of the nodes in a home, to crosswalk, ledger and keys. `python -m benchmarks.our_link HOME [train]`.

With `train` a model is trained first and serves; else the shipped one does.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.clock import timed
from benchmarks.county_nodes import KEY
from orchestration.linkage.clusters import build_crosswalk
from orchestration.linkage.edges import score_edges
from orchestration.linkage.keys import write_person_keys
from orchestration.linkage.ledger import update_ledger
from orchestration.linkage.model import PersonModel, read_model
from orchestration.linkage.training import train
from orchestration.places import Places
from orchestration.vault import Vault


def link(home: Path, with_training: bool) -> dict[str, int]:
    """Nodes scored, pairs kept, and persons."""
    places = Places(home)
    vault = Vault.open(places.vault, KEY)
    model = train(vault, places, "0.0.1", home / "model.json", "a benchmark") if with_training else read_model()
    return link_nodes(vault, places, model)


def link_nodes(vault: Vault, places: Places, model: PersonModel) -> dict[str, int]:
    """The same of nodes on disk, with this model."""
    edges = score_edges(vault, places, model, "benchmark")
    crosswalk = build_crosswalk(vault, places, model, "benchmark")
    update_ledger(vault, places, "benchmark", datetime.now(UTC), model.version)
    write_person_keys(vault, places)
    return {"scored": edges.nodes_scored, "pairs": edges.pairs_kept, "persons": crosswalk.persons}


if __name__ == "__main__":
    import pandas  # noqa: F401 - DuckDB asks for it late

    timed(lambda: link(Path(sys.argv[1]), "train" in sys.argv[2:]))
