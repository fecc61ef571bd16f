"""Great Expectations' own expectations, asking only for what is kept of their answers: the counts of one table, together.

Each class takes the place of the one it extends in GX's registry, under the same type. How GX decides is inherited; the
metrics it would compute besides (unexpected values and rows, by a query for every rule) are not asked for.
"""

from __future__ import annotations

from typing import Any

from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.compatibility.sqlalchemy import sqlalchemy as sa
from great_expectations.core.id_dict import IDDict
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations import core
from great_expectations.expectations.expectation import (
    ColumnMapExpectation,
    ColumnPairMapExpectation,
    Expectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.expectations.registry import get_metric_kwargs, get_metric_provider
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

from expectations.predicates import condition_of

# What GX's own forms of these expectations ask for under BOOLEAN_ONLY, which is all that counts need.
ASKED_OF = {
    ColumnMapExpectation: ("column_values.nonnull.unexpected_count", "{map_metric}.unexpected_count", "table.row_count"),
    ColumnPairMapExpectation: ("{map_metric}.unexpected_count", "table.row_count", "{map_metric}.filtered_row_count"),
    MulticolumnMapExpectation: ("{map_metric}.unexpected_count", "table.row_count", "{map_metric}.filtered_row_count"),
}
BROKEN_ROWS = "unexpected_rows_query.broken_rows"


class BrokenRows(TableMetricProvider):
    """The metric of how many rows break a condition, as one column of the query that counts for every rule of a table."""

    metric_name = BROKEN_ROWS
    value_keys = ("unexpected_rows_query",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):
        condition = condition_of(metric_value_kwargs["unexpected_rows_query"])
        return sa.literal_column(f"count(*) filter (where ({condition}))", sa.BigInteger), metric_domain_kwargs, {}


class Counting:
    """What the classes below have in common."""

    @property
    def configuration(self) -> Any:
        """GX's configuration of this expectation, which it asks for some eighty times, made once."""
        known_as = (self.id, self.batch_id)
        if self._configuration is None or self._configuration[0] != known_as:
            self._configuration = known_as, super().configuration
        return self._configuration[1]

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None, **_: Any
    ) -> ValidationDependencies:
        """The metrics of the counts alone."""
        wanted = parse_result_format((runtime_configuration or {}).get("result_format", self.result_format))
        asked = ValidationDependencies(metric_configurations={}, result_format=wanted)
        for name in self.asked():
            keys, (provider, _) = get_metric_kwargs(name), get_metric_provider(name, execution_engine)
            of, by = (self._arguments(provider, keys[kind]) for kind in ("metric_domain_keys", "metric_value_keys"))
            asked.set_metric_configuration(name, MetricConfiguration(name, of, by))
        return asked

    def asked(self) -> tuple[str, ...]:
        """The names of those metrics."""
        names = next(names for form, names in ASKED_OF.items() if isinstance(self, form))
        return tuple(name.format(map_metric=self.map_metric) for name in names)

    def _arguments(self, provider: Any, names: tuple[str, ...]) -> IDDict:
        given = {name: getattr(self, name, None) for name in names}
        return IDDict({n: provider.default_kwarg_values.get(n) if v is None else v for n, v in given.items()})


class CountingRows(Counting):
    """The expectation whose query finds the rows, or the table, that break a rule."""

    def asked(self) -> tuple[str, ...]:
        """Where the query is a condition on rows, it is counted with all others; else GX runs it."""
        is_condition = condition_of(self.unexpected_rows_query) is not None
        return (BROKEN_ROWS if is_condition else "unexpected_rows_query.row_count",)

    def _validate(self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None) -> dict:
        (found,) = metrics.values()
        return {"success": found == 0, "result": {"observed_value": found}}


def counting(built_in: type[Expectation]) -> type[Expectation]:
    """A built-in expectation that asks for counts alone; made, it stands in GX's registry under the built-in's type."""
    form = CountingRows if built_in is core.UnexpectedRowsExpectation else Counting
    own = {"__module__": __name__, "__doc__": built_in.__doc__, "_configuration": PrivateAttr(None)}
    return type(built_in.__name__, (form, built_in), own)


COUNTING = {
    one.__name__: counting(one)
    for one in vars(core).values()
    if isinstance(one, type) and issubclass(one, (*ASKED_OF, core.UnexpectedRowsExpectation))
}
