"""Every benchmark but those ON_REQUEST, or the ones named: `python -m benchmarks [NAME …]`.

A benchmark is a module here with `measure(home)`.
"""

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

import benchmarks

# Takes an hour, and grades seeds that nobody should see by the way; half an hour and 20 GiB of disk; says nothing of speed.
ON_REQUEST = ("bench_accuracy", "bench_warehouse", "bench_early_care")


def main(names: list[str]) -> None:
    known = [m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name.startswith("bench_")]
    wanted = [f"bench_{name}" for name in names] or [name for name in known if name not in ON_REQUEST]
    if unknown := set(wanted) - set(known):
        raise SystemExit(f"No benchmark {', '.join(sorted(unknown))}; there are: {', '.join(n[6:] for n in known)}.")
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            for line in importlib.import_module(f"benchmarks.{name}").measure(home):
                print(f"{name[6:]:<10} {line}", flush=True)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main(sys.argv[1:])
