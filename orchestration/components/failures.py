"""Errors as Dagster failures: one paragraph, no cause chain, no foreign message, no retry of what a retry cannot mend."""

import contextlib
from collections.abc import Iterator

import dagster as dg

from data_contracts.errors import ContractError
from orchestration.errors import TwogenError
from orchestration.vault.errors import withheld


@contextlib.contextmanager
def as_failures(doing: str = "a step of the nightly job") -> Iterator[None]:
    """Raise our errors as `Failure` with their own words; a person must act, so they are not retried.

    Any other exception may quote a row, and Dagster keeps what an exception says: it is told by its type and place
    alone, and retried, since a full disk or a lost lock may mend itself.
    """
    failure: dg.Failure | None = None
    try:
        yield
    except (dg.Failure, dg.RetryRequested):
        raise
    except (TwogenError, ContractError) as error:
        failure = dg.Failure(description=str(error), allow_retries=False)
    except Exception as error:
        failure = dg.Failure(description=str(withheld(doing, error)))
    if failure is not None:
        raise failure from None
