"""The same as the Dagster UI, from a shell. Each command hands settings to a room and prints what it returns.

A command that was asked for and failed prints one paragraph and exits 1.
"""

import functools
import getpass
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
import typer.core

from data_contracts.errors import ContractError
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.settings import PROJECT_ROOT, read_settings, use_home


class ShownByDefault(typer.core.TyperGroup):
    """`deliveries` and `deliveries FEED` mean `deliveries show`: a feed's name is no command's."""

    def parse_args(self, ctx, args: list[str]) -> list[str]:
        is_named = bool(args) and (args[0] in self.commands or args[0].startswith("-"))
        return super().parse_args(ctx, args if is_named else ["show", *args])


app = typer.Typer(
    help="An integrated data system: contracts, checked deliveries, record linkage, marts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
contracts_app = typer.Typer(help="What agencies promise.", no_args_is_help=True)
deliveries_app = typer.Typer(
    cls=ShownByDefault, help="What came, and its verdicts: `deliveries [FEED]`; pause and resume one source."
)
link_app = typer.Typer(help="Who is who.", no_args_is_help=True)
vault_app = typer.Typer(help="The encrypted room.", no_args_is_help=True)
app.add_typer(contracts_app, name="contracts")
app.add_typer(deliveries_app, name="deliveries")
app.add_typer(link_app, name="link")
app.add_typer(vault_app, name="vault")


def says_what_failed(command: Callable) -> Callable:
    """Any error as one paragraph on stderr and exit code 1, without a traceback, and without a foreign message."""

    @functools.wraps(command)
    def wrapped(*arguments, **options):
        try:
            return command(*arguments, **options)
        except (TwogenError, ContractError) as error:
            typer.echo(str(error), err=True)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            from orchestration.vault.errors import withheld

            typer.echo(str(withheld(f"twogen {command.__name__.replace('_', ' ')}", error)), err=True)
        raise typer.Exit(1)

    return wrapped


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
    vault = _vault()
    if vault.key_was_made:
        typer.echo(f"A key for the vault was made: {vault.key_source}. Keep a copy elsewhere: without it nothing opens.")
    typer.echo("Running the nightly job (two to three minutes for the default county's first night) ...")
    done = run_nightly(settings.places, to)
    today = (moment_of(settings.places) or datetime.now(UTC)).date()
    typer.echo(as_text(summarise(_contracts(), settings.places, today, done)))


def _make_home_as_of(as_of: str, home: Path | None) -> None:
    """The other home stands, and this process runs in it from now on."""
    from orchestration.components.as_of import home_as_of, moment

    if not as_of or home is None:
        raise TwogenError("--as-of and --home go together: a date, and a new folder for what was known on it.")
    until, other, places = moment(as_of, datetime.now(UTC)), Places(home.absolute()), read_settings().places
    known = home_as_of(places, other, until, _contracts(), _vault())
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


@deliveries_app.command("show")
@says_what_failed
def deliveries_show(feed: Annotated[str, typer.Argument(help="one feed; default: all")] = "") -> None:
    """Every delivery with its verdict, the paragraph its steward gets, and what it changed in force."""
    from orchestration.components.delivery_lines import delivery_lines

    for contract in _contracts_of(feed):
        for line in delivery_lines(contract, read_settings().places):
            typer.echo(line)


@deliveries_app.command("pause")
@says_what_failed
def deliveries_pause(
    feed: str,
    reason: Annotated[str, typer.Option(help="why; it is shown, so name no person a row is about")],
    by: Annotated[str, typer.Option(help="who pauses it; default: you")] = "",
) -> None:
    """Hold one source still: new files stay unread, what is in force stays, other feeds go on."""
    from orchestration.intake import pause

    (contract,) = _contracts_of(feed)
    begun = pause(read_settings().places, contract.feed, by or getpass.getuser(), datetime.now(UTC), reason)
    typer.echo(f"{contract.feed}: {begun.sentence}")


@deliveries_app.command("resume")
@says_what_failed
def deliveries_resume(feed: str, by: Annotated[str, typer.Option(help="who resumes it; default: you")] = "") -> None:
    """Let a paused source go on; the next run takes what has arrived meanwhile."""
    from orchestration.intake import resume

    (contract,) = _contracts_of(feed)
    ended = resume(read_settings().places, contract.feed, by or getpass.getuser(), datetime.now(UTC))
    typer.echo(f"{contract.feed}: resumed; it was paused by {ended.paused_by} since {ended.paused_at:%Y-%m-%d}.")


def _contracts_of(feed: str):
    """The contract of one feed, or all when none is named."""
    found = [contract for contract in _contracts() if feed in ("", contract.feed)]
    if not found:
        raise TwogenError(f"No contract for a feed '{feed}'. Fix: one of {', '.join(c.feed for c in _contracts())}.")
    return found


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
    typer.echo(f"{len(_contracts(folder))} contracts are sound.")


@contracts_app.command("render")
@says_what_failed
def contracts_render(
    check: Annotated[bool, typer.Option("--check", help="write nothing; fail when a rendered file is stale")] = False,
) -> None:
    """What follows from the contracts: dbt sources, GX suites, dictionary pages."""
    from orchestration.components.rendering import rendered, stale, write

    files = rendered(_contracts())
    late = stale(files)
    if check and late:
        raise TwogenError("Rendered files are stale: " + ", ".join(late) + ". Fix: twogen contracts render.")
    if not check:
        write(files)
    typer.echo(f"{len(files)} rendered files" + ("" if check else f", {len(late)} changed") + ".")


def _contracts(folder: Path | None = None):
    from data_contracts.reader import read_contracts

    return read_contracts(folder or read_settings().contracts)


def _vault():
    from orchestration.vault import Vault

    settings = read_settings()
    return Vault.open(settings.places.vault, settings.key)


@link_app.command("evaluate")
@says_what_failed
def link_evaluate(
    truth: Annotated[Path, typer.Option(help="CSV or Parquet: table, role, id, person, and any subgroup columns")],
    as_json: Annotated[Path | None, typer.Option("--json", help="also write the figures here")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="also count missed and wrong pairs by what agrees on them")] = False,
) -> None:
    """How good tonight's person keys are against a truth: pairs, persons and subgroups, at three thresholds."""
    from orchestration.evaluation import evaluate
    from orchestration.intake import record_id

    evaluation = evaluate(truth, _contracts(), _vault(), read_settings().places, record_id, misses)
    if as_json:
        as_json.write_text(json.dumps(evaluation.as_dict(), indent=1))
    typer.echo(evaluation.as_text())


@link_app.command("explain")
@says_what_failed
def link_explain(record_a: str, record_b: str) -> None:
    """Why two records (opaque record ids) are one person or two: each comparison's level and weight, no values."""
    from orchestration.linkage.explaining import explain
    from orchestration.linkage.model import read_model

    typer.echo(explain(_vault(), read_settings().places, read_model(), record_a, record_b).as_text())


@link_app.command("train")
@says_what_failed
def link_train(
    version: Annotated[str, typer.Option(help="the new model's version, e.g. 1.1.0")],
    to: Annotated[Path, typer.Option(help="where to write it; review it, then ship it as person_model.json")],
    trained_on: Annotated[str, typer.Option(help="what it was trained on, for its transparency card")] = "this home's nodes",
) -> None:
    """A new linkage model from this home's nodes; nothing uses it until it is shipped on purpose."""
    from orchestration.linkage.training import train

    if not to.absolute().parent.is_dir():
        raise TwogenError(f"There is no folder {to.absolute().parent} to write the model into. Fix: make it, or name another.")
    model = train(_vault(), read_settings().places, version, to, trained_on)
    typer.echo(f"Model {model.version} is written to {to}; nothing uses it yet.")


def _alone(doing: str):
    """The home held: a run that went on under the former key would write what no key opens."""
    from orchestration.components.run_lock import run_lock

    return run_lock(read_settings().places, f"twogen vault {doing}", log=typer.echo)


@vault_app.command("backup")
@says_what_failed
def vault_backup(destination: Path) -> None:
    """Ledger, decisions and id secret, still encrypted under the key, in one file."""
    with _alone("backup"):
        _vault().backup(destination)
    typer.echo(f"Backed up to {destination}. It opens only with the key, which is not in it.")


@vault_app.command("restore")
@says_what_failed
def vault_restore(source: Path) -> None:
    """The identity folder of a backup, put back."""
    if not source.is_file():
        raise TwogenError(f"There is no backup at {source}. Nothing was changed. Fix: name the file that `backup` wrote.")
    with _alone("restore"):
        _vault().restore(source)
    typer.echo(f"Restored {source} into {read_settings().places.identity}.")


@vault_app.command("rekey")
@says_what_failed
def vault_rekey() -> None:
    """A new key for the vault, asked for twice or read from standard input; no id changes."""
    new_key = _new_key()
    with _alone("rekey"):
        vault = _vault()
        stood_in = vault.key_source
        vault.rekey(new_key)
    typer.echo(f"The vault is under the new key. Fix: put it where the old one stood, {stood_in}, before the next run.")


def _new_key() -> str:
    """The new key, never as an option: the machine's list of processes shows those to everyone."""
    if sys.stdin.isatty():
        return typer.prompt("New key", hide_input=True, confirmation_prompt=True)
    if key := sys.stdin.readline().strip():
        return key
    raise TwogenError("The new key is blank; nothing was changed. Fix: type it, or send it on standard input.")


if __name__ == "__main__":
    app()
