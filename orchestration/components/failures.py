"""Our errors as Dagster failures: one paragraph, no cause chain, no retry of what a retry cannot mend."""

import contextlib
from collections.abc import Iterator

import dagster as dg

from data_contracts.errors import ContractError
from orchestration.errors import TwogenError


@contextlib.contextmanager
def as_failures() -> Iterator[None]:
    """Raise our errors as `Failure` with their own words; a person must act, so they are not retried."""
    try:
        yield
    except (TwogenError, ContractError) as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None
