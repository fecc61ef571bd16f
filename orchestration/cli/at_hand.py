"""What every command has at hand: the contracts, the vault, and one way to say what failed."""

import functools
from collections.abc import Callable
from pathlib import Path

import typer

from data_contracts.errors import ContractError
from orchestration.errors import TwogenError
from orchestration.settings import read_settings


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


def contracts(folder: Path | None = None):
    from data_contracts.reader import read_contracts

    return read_contracts(folder or read_settings().contracts)


def open_vault():
    from orchestration.vault import Vault

    settings = read_settings()
    return Vault.open(settings.places.vault, settings.key)
