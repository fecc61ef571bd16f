"""Benchmarks: ratios measured side by side in one run, on a county made for it. `make bench [NAME=…]` runs them."""

from pathlib import Path

import data_contracts

SOURCES = Path(data_contracts.__file__).parent / "sources"  # the contracts of the rehearsal county
