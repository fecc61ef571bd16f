"""The same as the Dagster UI, from a shell. Each command hands settings to a room and prints what it returns.

A command that was asked for and failed prints one paragraph and exits 1.
"""

import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.at_hand import contracts, open_vault, says_what_failed
from orchestration.cli.deliveries import deliveries_app
from orchestration.cli.families import families_app
from orchestration.cli.link import link_app
from orchestration.cli.measures import measures_app
from orchestration.cli.vault import vault_app
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.settings import PROJECT_ROOT, read_settings, use_home

app = typer.Typer(
    help="An integrated data system: contracts, checked deliveries, record linkage, marts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
contracts_app = typer.Typer(help="What agencies promise.", no_args_is_help=True)
app.add_typer(contracts_app, name="contracts")
app.add_typer(deliveries_app, name="deliveries")
app.add_typer(families_app, name="families")
app.add_typer(link_app, name="link")
app.add_typer(measures_app, name="measures")
app.add_typer(vault_app, name="vault")


def last_delivered_month(today: date) -> str:
    """The last month whose deliveries have all arrived by now: the county's latest comes 20 days after its month ends."""
    return ((today - timedelta(days=21)).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


@app.command()
@says_what_failed
def run() -> None:
    """The main job: a rehearsal county in a home that never received anything, the nightly job, the summary."""
    places = read_settings().places
    # A landing area may be cleared once receipted: invented people never join a county that has received real ones.
    if not any(places.landing.rglob("*.*")) and not any((places.vault / "deliveries").glob("*/*")):
        typer.echo("The landing area is empty: writing the rehearsal county (invented people) ...")
        rehearse()
    nightly()


@app.command()
@says_what_failed
def nightly(
    to: Annotated[str | None, typer.Option(help="stop at this asset, e.g. crosswalk")] = None,
    as_of: Annotated[str, typer.Option(help="rebuild what was known on this date (end of day, UTC) in another home")] = "",
    home: Annotated[Path | None, typer.Option(help="with --as-of: the other home, a new folder")] = None,
) -> None:
    """Land, judge, link, build and publish whatever has arrived."""
    from orchestration.components.moment import moment_of
    from orchestration.components.nightly import run_nightly
    from orchestration.components.summary import summarise
    from orchestration.reports.summary import as_text

    if as_of or home:
        _make_home_as_of(as_of, home)
    settings = read_settings()
    vault = open_vault()
    if vault.key_was_made:
        typer.echo(f"A key for the vault was made: {vault.key_source}. Keep a copy elsewhere: without it nothing opens.")
    typer.echo("Running the nightly job (two to three minutes for the default county's first night) ...")
    done = run_nightly(settings.places, to)
    today = (moment_of(settings.places) or datetime.now(UTC)).date()
    typer.echo(as_text(summarise(contracts(), settings.places, today, done)))


def _make_home_as_of(as_of: str, home: Path | None) -> None:
    """The other home stands, and this process runs in it from now on."""
    from orchestration.components.as_of import home_as_of, moment

    if not as_of or home is None:
        raise TwogenError("--as-of and --home go together: a date, and a new folder for what was known on it.")
    until, other, places = moment(as_of, datetime.now(UTC)), Places(home.absolute()), read_settings().places
    known = home_as_of(places, other, until, contracts(), open_vault())
    typer.echo(f"{known} deliveries were known on {until:%Y-%m-%d %H:%M} UTC; rebuilding in {other.home}.")
    use_home(other.home)


@app.command()
@says_what_failed
def rehearse(
    people: Annotated[int, typer.Option(help="how many people live in the county")] = 20_000,
    months: Annotated[int, typer.Option(help="months of history before the three monthly deliveries end")] = 120,
    seed: int = 1,
    end: Annotated[str, typer.Option(help="the last month delivered, YYYY-MM; default: the last all agencies sent")] = "",
    feed: Annotated[list[str] | None, typer.Option(help="a feed to write, may be repeated; default: all")] = None,
    errors: Annotated[float, typer.Option(help="every rate of error times this")] = 1.0,
    ssn: Annotated[bool, typer.Option(help="whether agencies other than labor have SSNs")] = True,
    out: Annotated[Path | None, typer.Option(help="the home to write into; default: TWOGEN_HOME")] = None,
) -> None:
    """A seeded county of invented people, as agencies would send it, and its truth apart."""
    from orchestration.rehearsal import Difficulty, write_county

    home = (out or read_settings().places.home).absolute()
    last = end or last_delivered_month(date.today())
    difficulty = Difficulty(ssn_removed=not ssn).scaled(errors)
    written = write_county(home, people, months, seed, end=last, difficulty=difficulty, feeds=feed or ())
    rows = ", ".join(f"{count:,} of {feed}" for feed, count in written.rows.items())
    typer.echo(f"{written.people:,} people; {written.files} files with {rows}, in {home / 'landing'}.")


@app.command()
def ui(port: int = 3000) -> None:
    """The Dagster UI with the schedule and sensor daemons, until Ctrl-C."""
    from orchestration.components.dagster_home import prepare_dagster_home

    prepare_dagster_home(read_settings().places)
    dagster = Path(sys.prefix) / "bin" / "dagster"
    typer.echo(f"http://127.0.0.1:{port}")
    os.execv(dagster, [str(dagster), "dev", "-w", str(PROJECT_ROOT / "workspace.yaml"), "-p", str(port)])  # noqa: S606


@contracts_app.command("lint")
@says_what_failed
def contracts_lint(folder: Annotated[Path | None, typer.Argument(help="default: TWOGEN_CONTRACTS")] = None) -> None:
    """Every problem of every contract, with file, line and the nearest valid word."""
    from data_contracts.lint import lint

    problems = lint(folder or read_settings().contracts)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{len(contracts(folder))} contracts are sound.")


@contracts_app.command("render")
@says_what_failed
def contracts_render(
    check: Annotated[bool, typer.Option("--check", help="write nothing; fail when a rendered file is stale")] = False,
) -> None:
    """What follows from contracts and cards: dbt sources, GX suites, dictionary pages; questions' pages and unit tests."""
    from orchestration.components.rendering import rendered, stale, write

    files = rendered(contracts())
    late = stale(files)
    if check and late:
        raise TwogenError("Rendered files are stale: " + ", ".join(late) + ". Fix: twogen contracts render.")
    if not check:
        write(files)
    typer.echo(f"{len(files)} rendered files" + ("" if check else f", {len(late)} changed") + ".")
