"""`twogen link`: who is who."""

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.at_hand import contracts, open_vault, says_what_failed
from orchestration.settings import read_settings

link_app = typer.Typer(help="Who is who.", no_args_is_help=True)


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

    evaluation = evaluate(truth, contracts(), open_vault(), read_settings().places, record_id, misses)
    if as_json:
        as_json.write_text(json.dumps(evaluation.as_dict(), indent=1))
    typer.echo(evaluation.as_text())


@link_app.command("explain")
@says_what_failed
def link_explain(record_a: str, record_b: str) -> None:
    """Why two records (opaque record ids) are one person or two: each comparison's level and weight, no values."""
    from orchestration.components.model_in_use import model_of
    from orchestration.linkage.explaining import explain

    places = read_settings().places
    typer.echo(explain(open_vault(), places, model_of(places), record_a, record_b).as_text())


@link_app.command("train")
@says_what_failed
def link_train(
    version: Annotated[str, typer.Option(help="the new model's version; default: home-<date>")] = "",
    to: Annotated[Path | None, typer.Option(help="a file to write; default: kept in the home under its version")] = None,
    trained_on: Annotated[str, typer.Option(help="what it was trained on, for its transparency card")] = "this home's nodes",
) -> None:
    """A candidate model learnt from this home's nodes. Nothing links with it before `twogen link use`."""
    from orchestration.components.model_switch import train_candidate

    model, path = train_candidate(open_vault(), read_settings().places, datetime.now(UTC), version, to, trained_on)
    typer.echo(f"Model {model.version} is written to {path}; nothing uses it yet.")
    typer.echo(f"See what it would change: twogen link use {to or model.version}")


@link_app.command("use")
@says_what_failed
def link_use(
    model: Annotated[str, typer.Argument(help="`shipped`, a file, or the version of a model trained or used here")],
    yes: Annotated[bool, typer.Option("--yes", help="put it in use; without this, only what would change is shown")] = False,
    reason: Annotated[str, typer.Option(help="why; kept with the date and the name, so name no person a row is about")] = "",
    by: Annotated[str, typer.Option(help="who decides it; default: you")] = "",
) -> None:
    """What another model would change, in counts; with --yes it is in use, and the next night scores everything anew."""
    from orchestration.components.model_switch import switch

    settings = read_settings()
    who = (by or getpass.getuser(), reason) if yes else None
    for paragraph in switch(contracts(), settings.places, open_vault(), model, datetime.now(UTC), who):
        typer.echo(paragraph)


@link_app.command("models")
@says_what_failed
def link_models() -> None:
    """Which model this home links with, and every switch of models with its date, by whom and why."""
    from orchestration.components.model_switch import model_lines

    for line in model_lines(read_settings().places):
        typer.echo(line)


@link_app.command("card")
@says_what_failed
def link_card(
    model: Annotated[str, typer.Argument(help="`shipped`, a file or a version; default: the model in use")] = "",
    evaluation: Annotated[Path | None, typer.Option(help="JSON of `link evaluate --json`: adds accuracy by subgroup")] = None,
    to: Annotated[Path | None, typer.Option(help="a file to write; default: print it")] = None,
) -> None:
    """A model's transparency card: on whom trained, what each agreement weighs, thresholds, constraints, known limits."""
    from orchestration.components.model_cards import card_of
    from orchestration.components.model_in_use import candidate_of, model_path
    from orchestration.linkage.model import read_model
    from orchestration.reports.model_card import as_markdown

    places = read_settings().places
    path = candidate_of(places, model) if model else model_path(places)
    text = as_markdown(card_of(read_model(path), evaluation))
    if to:
        to.write_text(text, encoding="utf-8")
    typer.echo(f"The card is written to {to}." if to else text)


@link_app.command("resolve")
@says_what_failed
def link_resolve(
    person_id: str,
    as_of: Annotated[str, typer.Option(help="as it was known on this date (end of day, UTC); default: now")] = "",
) -> None:
    """Which id to use for a person id, whether it is alive, and all that happened to it: ids, dates and counts, no values."""
    from orchestration.components.as_of import moment
    from orchestration.linkage.resolving import resolve

    now = datetime.now(UTC)
    until = moment(as_of, now) if as_of else now
    typer.echo(resolve(open_vault(), read_settings().places, person_id, until).as_text(person_id))


@link_app.command("decide")
@says_what_failed
def link_decide(
    record_a: str,
    record_b: str,
    decision: Annotated[str, typer.Argument(help="must_link, cannot_link or withdrawn: as if no decision had been made")],
    reason: Annotated[str, typer.Option(help="why; it is kept, so name no person a row is about")],
    by: Annotated[str, typer.Option(help="who decides it; default: you")] = "",
) -> None:
    """A reviewer's word on two records (opaque record ids): one person, two people, or a decision taken back."""
    from orchestration.components.run_lock import run_lock
    from orchestration.linkage.deciding import decide_on

    places, who = read_settings().places, by or getpass.getuser()
    with run_lock(places, "twogen link decide", log=typer.echo):
        before = decide_on(open_vault(), places, (record_a, record_b), decision, reason, who, datetime.now(UTC))
    instead = f" in place of {before}" if before else ""
    typer.echo(f"Written: {decision}{instead}, by {who}. The next night's link follows it.")


@link_app.command("undo")
@says_what_failed
def link_undo(
    person_id: str,
    at: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="the day (UTC) of the merge or split; see `resolve`")],
    reason: Annotated[str, typer.Option(help="why; it is kept, so name no person a row is about")],
    by: Annotated[str, typer.Option(help="who undoes it; default: you")] = "",
) -> None:
    """Take back what that day's link did to a person: decisions are written, and the next night parts or joins accordingly."""
    from orchestration.components.run_lock import run_lock
    from orchestration.linkage.undoing import undo

    places = read_settings().places
    with run_lock(places, "twogen link undo", log=typer.echo):
        done = undo(open_vault(), places, person_id, at.date(), reason, by or getpass.getuser(), datetime.now(UTC))
    typer.echo(
        f"Written: {done.cannot_link} cannot-links, {done.must_link} must-links, {done.withdrawn} decisions withdrawn. The next "
        "night's link follows them; ids go by the ledger's rule, and an id that ended lives again when its records are restored."
    )
