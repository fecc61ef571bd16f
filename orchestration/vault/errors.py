"""Errors that keep rows to themselves: DuckDB's own messages quote the values they trip over."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from orchestration.errors import TwogenError

REPOSITORY = Path(__file__).resolve().parents[2]


class VaultError(TwogenError):
    """Work on the vault's rows stopped; the text says what was being done, never what was seen."""


class VaultLocked(VaultError):
    """The vault cannot be opened with the key at hand."""


@contextmanager
def guard(doing: str) -> Iterator[None]:
    """Any foreign exception inside comes out as a VaultError that holds no value from a row.

    `doing` names the work, the feed and the contract version: "parsing coc__hmis (contract 1.2.0)".
    """
    failure: VaultError | None = None
    try:
        yield
    except TwogenError:
        raise
    except Exception as error:
        failure = withheld(doing, error)
    if failure is not None:
        raise failure from None


def withheld(doing: str, error: BaseException) -> VaultError:
    """Ours in place of a foreign exception: its type and the line of our code, and nothing it says. It forgets it too."""
    told = VaultError(
        f"{doing}: stopped by {type(error).__name__}{_place_in_our_code(error)}. Its own message may quote a "
        "person's row, so it is withheld. Fix: look at that line of the code; what was in force stays in force."
    )
    _forget_message(error)
    return told


def _place_in_our_code(error: BaseException) -> str:
    """' at orchestration/…:LINE', the innermost line of ours that the exception passed."""
    place, trace = "", error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(REPOSITORY) and ".venv" not in path.parts and path != Path(__file__):
            place = f" at {path.relative_to(REPOSITORY)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _forget_message(error: BaseException | None) -> None:
    """Python keeps a replaced exception as `__context__`; its text and its chain are emptied as well."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.args = ()
        for name in ("statement", "params", "orig"):  # SQLAlchemy's copies of the query and its values
            if hasattr(error, name):
                with suppress(AttributeError):
                    setattr(error, name, None)
        error = error.__cause__ or error.__context__
