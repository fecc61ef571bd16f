"""`twogen families`: who is whose child."""

import json
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.at_hand import contracts, open_vault, says_what_failed
from orchestration.settings import read_settings

families_app = typer.Typer(help="Who is whose child.", no_args_is_help=True)


@families_app.callback()
def families() -> None:
    """Who is whose child."""


@families_app.command("evaluate")
@says_what_failed
def families_evaluate(
    truth: Annotated[Path, typer.Option(help="a folder with records.parquet (as for `link evaluate`) and families.parquet")],
    as_json: Annotated[Path | None, typer.Option("--json", help="also write the figures here")] = None,
) -> None:
    """How good the ties that stand are against the true parents: precision by what they rest on, recall of what is told."""
    from orchestration.components.run_lock import run_lock
    from orchestration.evaluation import evaluate_families
    from orchestration.intake import record_id

    places = read_settings().places
    with run_lock(places, "twogen families evaluate", log=typer.echo):
        evaluation = evaluate_families(truth, contracts(), open_vault(), places, record_id)
    if as_json:
        as_json.write_text(json.dumps(evaluation.as_dict(), indent=1))
    typer.echo(evaluation.as_text())
