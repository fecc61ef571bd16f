"""`twogen deliveries`: what came, and its verdicts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer
import typer.core

from orchestration.cli.at_hand import contracts, says_what_failed
from orchestration.errors import TwogenError
from orchestration.settings import read_settings


class ShownByDefault(typer.core.TyperGroup):
    """`deliveries` and `deliveries FEED` mean `deliveries show`: a feed's name is no command's."""

    def parse_args(self, ctx, args: list[str]) -> list[str]:
        is_named = bool(args) and (args[0] in self.commands or args[0].startswith("-"))
        return super().parse_args(ctx, args if is_named else ["show", *args])


deliveries_app = typer.Typer(
    cls=ShownByDefault, help="What came, and its verdicts: `deliveries [FEED]`; pause and resume one source."
)


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
    found = [contract for contract in contracts() if feed in ("", contract.feed)]
    if not found:
        raise TwogenError(f"No contract for a feed '{feed}'. Fix: one of {', '.join(c.feed for c in contracts())}.")
    return found
