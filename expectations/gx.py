"""Great Expectations, imported late and kept quiet: no files, no bars, no telemetry, no log that quotes rows."""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}  # counts, and not one value
DATASOURCE = "delivery"
# All of a result that is kept. A value observed in a cell has no name here, whatever GX makes of it.
COUNTS = (
    "element_count",
    "missing_count",
    "missing_percent",
    "unexpected_count",
    "unexpected_percent",
    "unexpected_percent_total",
    "unexpected_percent_nonmissing",
)
COUNTING = ("unexpected_rows_expectation", "expect_table_row_count_to_be_between", "expect_table_row_count_to_equal")


@contextmanager
def quiet() -> Iterator[None]:
    """A block in which GX says nothing: its logs and warnings carry the engine's messages, which quote values."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@contextmanager
def uncollected() -> Iterator[None]:
    """A block without cyclic collection: GX makes millions of small short-lived objects (a sixth of a judgement's time)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def context() -> Any:
    """The process's one context: ephemeral, so that nothing is written and no project file is looked for."""
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    made = great_expectations.get_context(mode="ephemeral")
    made.variables.analytics_enabled = False
    made.variables.progress_bars = ProgressBarsConfig(globally=False)
    with quiet():
        import_module("expectations.counting")  # GX's expectations in the form that asks for counts alone
    return made


@contextmanager
def datasource(connection: DuckDBPyConnection) -> Iterator[Any]:
    """A GX data source over an open connection, gone when the block ends."""
    gx = context()
    from expectations.dialect import lent

    with lent(connection) as url:
        source = gx.data_sources.add_sql(DATASOURCE, connection_string=url, create_temp_table=False)
        try:
            yield source
        finally:
            gx.data_sources.delete(DATASOURCE)


def suite_of(content: dict[str, Any]) -> tuple[Any, list[str]]:
    """GX's suite, and the ids of the rules whose expectation GX does not know, or not with these arguments."""
    import great_expectations
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    known, unknown = [], []
    for expectation in content["expectations"]:
        try:
            known.append(ExpectationConfiguration(**expectation).to_domain_obj())
        except Exception:  # GX's own, pydantic's or TypeError; left to itself, GX would log it and drop the rule
            unknown.append(expectation["meta"]["rule"])
    return great_expectations.ExpectationSuite(content["name"], expectations=known, meta=content["meta"]), unknown


def validate(source: Any, suite: Any) -> list[Any]:
    """GX's result for each expectation of a suite, run on the table the suite is named for, in GX's own order."""
    asset = source.add_table_asset(suite.name, table_name=suite.name)
    try:
        batch = asset.add_batch_definition_whole_table("all_rows").get_batch()
        with uncollected():
            return batch.validate(suite, result_format=RESULT_FORMAT).results
    finally:
        source.delete_asset(suite.name)


def has_failed(result: Any) -> bool:
    """Whether the expectation could not be computed at all (GX files the reason per metric, or once)."""
    info = result.exception_info or {}
    return bool(info.get("raised_exception")) or any(
        isinstance(part, dict) and part.get("raised_exception") for part in info.values()
    )


def broken_rows(result: Any) -> int:
    """How many rows an expectation found wanting; of an expectation about the whole table, 0 or 1."""
    if result.expectation_config.type == "unexpected_rows_expectation":
        return int(result.result["observed_value"])
    if "unexpected_count" in result.result:
        return int(result.result["unexpected_count"] or 0)  # SQL's sum over no rows is null
    return int(not result.success)


def counts(result: Any) -> dict[str, float]:
    """What an expectation counted, by an allow-list of names; what it observed only where that is a number of rows."""
    names = (*COUNTS, "observed_value") if result.expectation_config.type in COUNTING else COUNTS
    found = {name: result.result.get(name) for name in names}
    return {name: value for name, value in found.items() if type(value) in (int, float)}
