"""Benchmarks: ratios measured side by side in one run, on a county made for it. `make bench [NAME=…]` runs them."""
