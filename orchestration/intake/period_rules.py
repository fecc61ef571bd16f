"""The rules one delivery is judged by: its contract's, and that its rows belong to the period its name speaks for."""

from data_contracts.contract import Contract, Table
from data_contracts.rules import Rule
from data_contracts.typing_sql import literal
from orchestration.intake.delivery import Landed
from orchestration.intake.periods import has_row_period, period_order_sql, row_period_sql

TOLERANCE = 0.02


def rules_for(contract: Contract, landed: Landed) -> dict[str, tuple[Rule, ...]]:
    """Rules by table name. A historical load is no baseline for a month, so it has no `history` rules."""
    return {
        table.name: (
            *(rule for rule in table.rules if not (landed.is_history and rule.kind == "history")),
            *([period_rule(contract, table, landed)] if has_row_period(contract, table) else []),
        )
        for table in contract.tables
    }


def period_rule(contract: Contract, table: Table, landed: Landed) -> Rule:
    """Rows of another period than the delivery's are wrong; in a historical load, rows after its last period."""
    period, unit, columns = (
        row_period_sql(contract, table),
        contract.delivery.period.unit,
        contract.delivery.period.columns,
    )
    if landed.is_history:
        order = period_order_sql(f"({period})", unit)
        wrong = f"{order} > {period_order_sql(literal(landed.period), unit)}"
        spoken = f"up to {unit} {landed.period}"
    else:
        wrong = f"({period}) is distinct from {literal(landed.period)}"
        spoken = f"for {unit} {landed.period}"
    return Rule(
        id="row.period",
        kind="records",
        severity="critical",
        tolerance=TOLERANCE,
        predicate=f"coalesce({wrong}, true)",
        description=f"Every row belongs to the period of its delivery, by {' and '.join(columns)}.",
        message=f"The file speaks {spoken}, and the row's {' and '.join(columns)} says another or none.",
        fix="Name the file for the period it holds, and send rows of other periods with theirs.",
        columns=columns,
    )
