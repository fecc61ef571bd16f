"""`twogen vault`: the encrypted room."""

import sys
from pathlib import Path

import typer

from orchestration.cli.at_hand import open_vault, says_what_failed
from orchestration.errors import TwogenError
from orchestration.settings import read_settings

vault_app = typer.Typer(help="The encrypted room.", no_args_is_help=True)


def _alone(doing: str):
    """The home held: a run that went on under the former key would write what no key opens."""
    from orchestration.components.run_lock import run_lock

    return run_lock(read_settings().places, f"twogen vault {doing}", log=typer.echo)


@vault_app.command("backup")
@says_what_failed
def vault_backup(destination: Path) -> None:
    """Ledger, decisions and id secret, still encrypted under the key, in one file."""
    with _alone("backup"):
        open_vault().backup(destination)
    typer.echo(f"Backed up to {destination}. It opens only with the key, which is not in it.")


@vault_app.command("restore")
@says_what_failed
def vault_restore(source: Path) -> None:
    """The identity folder of a backup, put back."""
    if not source.is_file():
        raise TwogenError(f"There is no backup at {source}. Nothing was changed. Fix: name the file that `backup` wrote.")
    with _alone("restore"):
        open_vault().restore(source)
    typer.echo(f"Restored {source} into {read_settings().places.identity}.")


@vault_app.command("rekey")
@says_what_failed
def vault_rekey() -> None:
    """A new key for the vault, asked for twice or read from standard input; no id changes."""
    new_key = _new_key()
    with _alone("rekey"):
        vault = open_vault()
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
