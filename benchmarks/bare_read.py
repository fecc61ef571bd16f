"""Every value dbt's sources hold, read once by DuckDB and nothing more, in a process of its own."""

import sys
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.clock import timed
from orchestration.places import Places


def read_all(home: Path) -> dict[str, Any]:
    """Rows and bytes of in_force/ and keys/; each row is hashed, so that no column is left unread."""
    places = Places(home)
    paths = [path for folder in (places.in_force, places.person_keys.parent) for path in sorted(folder.glob("*.parquet"))]
    rows = 0
    with duckdb.connect(config={"threads": 2}) as con:
        for path in paths:
            rows += con.execute(f"select count(hash(t)) from read_parquet('{path}') as t").fetchall()[0][0]
    return {"rows": rows, "bytes": sum(path.stat().st_size for path in paths)}


if __name__ == "__main__":
    timed(lambda: read_all(Path(sys.argv[1])))
