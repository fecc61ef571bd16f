"""`python -m orchestration.cli` is `twogen`."""

from orchestration.cli import app

app()
