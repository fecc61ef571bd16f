"""`twogen measures`: what the questions' measures are worth."""

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.at_hand import contracts, open_vault, says_what_failed
from orchestration.places import Places
from orchestration.settings import read_settings

measures_app = typer.Typer(help="What the questions' measures are worth.", no_args_is_help=True)


@measures_app.command("evaluate")
@says_what_failed
def measures_evaluate(
    truth: Annotated[
        Path, typer.Option(help="a folder with records.parquet (and effects.json), or a file as for `link evaluate`")
    ],
    as_json: Annotated[
        Path | None, typer.Option("--json", help="also write the figures here; exact, so keep them inside")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="a new folder: keep the home of the truth there")] = None,
) -> None:
    """Every measure as linked beside the same measure with each record its true person's, and why they differ. Exact."""
    from orchestration.components.other_home import build_models
    from orchestration.components.run_lock import run_lock
    from orchestration.evaluation import MODELS, compare, write_true_home
    from orchestration.intake import record_id

    places, promised = read_settings().places, contracts()
    with run_lock(places, "twogen measures evaluate", log=typer.echo), contextlib.ExitStack() as until_read:
        home = Places((keep or _scratch(until_read, places)).absolute())
        keys = write_true_home(truth, promised, open_vault(), places, record_id, home)
        typer.echo(f"Building the measures of {keys.persons:,} true persons ...")
        build_models(home, MODELS)
        comparison = compare(places, home, keys, truth, promised)
    if as_json:
        as_json.write_text(json.dumps(comparison.as_dict(), indent=1))
    typer.echo(comparison.as_text())


@measures_app.command("rival")
@says_what_failed
def measures_rival(
    definition: Annotated[list[str], typer.Argument(help="NAME=VALUE, a parameter or setting of a card; may be repeated")],
    as_json: Annotated[
        Path | None, typer.Option("--json", help="also write the figures here; exact, so keep them inside")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="a new folder: keep the rival's warehouse there")] = None,
) -> None:
    """Every measure by the night's definition beside the same measure by a rival one, and how many people differ. Exact.

    The rival is built in a home of its own, over the same rows and keys: nothing of the night's is touched or published.
    """
    from orchestration.cards import rival_definition
    from orchestration.components.dbt_commands import PROJECT
    from orchestration.components.other_home import build_models
    from orchestration.components.run_lock import run_lock
    from orchestration.evaluation import MODELS, compare_rival, lay_out_rival

    places, rival = read_settings().places, rival_definition(definition, PROJECT)
    with run_lock(places, "twogen measures rival", log=typer.echo), contextlib.ExitStack() as until_read:
        home = Places((keep or _scratch(until_read, places)).absolute())
        lay_out_rival(places, home)
        typer.echo("Building the rival's measures ...")
        build_models(home, MODELS, rival)
        comparison = compare_rival(places, home, rival)
    if as_json:
        as_json.write_text(json.dumps(comparison.as_dict(), indent=1))
    typer.echo(comparison.as_text())


def _scratch(until_read: contextlib.ExitStack, places: Places) -> Path:
    """A folder in the home that is gone when all is read."""
    return Path(until_read.enter_context(tempfile.TemporaryDirectory(prefix=".other_home_", dir=places.home))) / "home"
