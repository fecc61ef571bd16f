"""The plain script on the nodes of a home, to its clusters on disk. `python -m benchmarks.their_link HOME`."""

import sys
from pathlib import Path

from benchmarks import plain_splink
from benchmarks.clock import timed
from benchmarks.county_nodes import KEY
from orchestration.linkage.nodes import nodes_path
from orchestration.places import Places
from orchestration.vault import Vault

THRESHOLD = 0.99


def link(home: Path) -> dict[str, int]:
    """Pairs it keeps."""
    places = Places(home)
    vault = Vault.open(places.vault, KEY)
    with vault.connect(memory_limit="8GB") as con:
        con.execute(f"create temp table nodes as select * from {vault.scan(nodes_path(places))}")
        plain_splink.score(con)
        plain_splink.cluster(con, THRESHOLD)
        con.execute(f"copy plain_keys to '{home / 'plain_keys.parquet'}' (format parquet)")
        return {"pairs": con.execute("select count(*) from plain").fetchall()[0][0]}


if __name__ == "__main__":
    import pandas  # noqa: F401 - DuckDB asks for it late

    timed(lambda: link(Path(sys.argv[1])))
