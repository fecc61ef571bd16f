"""The county that benchmarks of the whole house run on: the default one, of one seed and one last month."""

from pathlib import Path

from orchestration.rehearsal import write_county


def write_default_county(home: Path) -> None:
    """Landing and truth of 20,000 people and 120 months."""
    write_county(home, seed=1, end="2026-10")
