"""SQL that picks, of all accepted versions of a table's rows, the ones in force. Text only; `in_force.py` runs it."""

from collections.abc import Sequence
from pathlib import Path

from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.typing_sql import literal, quoted
from orchestration.errors import TwogenError
from orchestration.intake.delivery import named
from orchestration.intake.periods import has_row_period, period_order_sql, row_period_sql
from orchestration.intake.receipts import Receipt, arrival


def rows_in_force(contract: Contract, table: Table, deliveries: Sequence[Receipt], raw: Path) -> str:
    """A table's rows in force from `deliveries`, in time; columns and types as the contract has them today."""
    columns = [(quoted(column.name), column.type) for column in raw_columns(table)]
    empty = f"select {', '.join(f'cast(null as {type_}) as {name}' for name, type_ in columns)} where false"
    parts = [f"({empty})", *_parts(contract, table, deliveries, raw)]
    typed = ", ".join(f"cast({name} as {type_}) as {name}" for name, type_ in columns)
    return f"select {typed} from ({' union all by name '.join(parts)})"


def _parts(contract: Contract, table: Table, deliveries: Sequence[Receipt], raw: Path) -> list[str]:
    if contract.delivery.mode == "upsert" and deliveries:
        return [_last_by_key(table, deliveries, raw)]
    own = [receipt for receipt in deliveries if not receipt.is_history]
    if contract.delivery.mode == "append":
        histories = [receipt for receipt in deliveries if receipt.is_history]
        parts = [_of_history(contract, table, one, histories, own, raw) for one in histories]
        return parts + ([f"({_scan(table, own, raw)})"] if own else [])
    return [f"({_scan(table, deliveries, raw)})"] if deliveries else []


def _scan(table: Table, deliveries: Sequence[Receipt], raw: Path) -> str:
    """All rows of some deliveries. Columns are matched by name, since older ones came under older contracts."""
    paths = ", ".join(literal(str(raw / table.name / f"{receipt.delivery_id}.parquet")) for receipt in deliveries)
    return f"from read_parquet([{paths}], union_by_name=true, hive_partitioning=false)"


def _of_history(
    contract: Contract, table: Table, history: Receipt, histories: Sequence[Receipt], own: Sequence[Receipt], raw: Path
) -> str:
    """Rows of a historical load in periods that neither an own delivery nor a later historical load speaks for."""
    record = table.member.record
    if record is not None and record.kind != "data":  # each delivery has its own header and trailer
        return f"({_scan(table, [history], raw)})"
    deliveries = [*histories, *own]
    if not has_row_period(contract, table):
        if own or _later(history, histories):
            raise TwogenError(
                f"{named(contract)}: {table.name} has a historical load and later deliveries, but its contract does "
                "not say which columns hold a row's period, so their rows cannot be told apart. Fix: set those."
            )
        return f"({_scan(table, [history], raw)})"
    speaks = periods_spoken_for(contract, f"({row_period_sql(contract, table)})", history, deliveries)
    return f"({_scan(table, [history], raw)}{f' where {speaks}' if speaks else ''})"


def periods_spoken_for(contract: Contract, period: str, delivery: Receipt, deliveries: Sequence[Receipt]) -> str:
    """SQL, over an expression for a row's period, that is true where this delivery's rows are in force; "" when all are.

    Only a historical load of an append feed is superseded in part: by the periods delivered on their own among
    `deliveries`, and up to the end of every later historical load.
    """
    if contract.delivery.mode != "append" or not delivery.is_history:
        return ""
    unit = contract.delivery.period.unit
    own = sorted({other.period for other in deliveries if not other.is_history})
    wanted = [f"{period} not in ({', '.join(literal(one) for one in own)})"] if own else []
    ends = [period_order_sql(literal(h.period), unit) for h in _later(delivery, deliveries)]
    return " and ".join([*wanted, *(f"{period_order_sql(period, unit)} > {end}" for end in ends)])


def _later(history: Receipt, deliveries: Sequence[Receipt]) -> list[Receipt]:
    """Historical loads that came after this one."""
    return [h for h in deliveries if h.is_history and arrival(h) > arrival(history)]


def _last_by_key(table: Table, deliveries: Sequence[Receipt], raw: Path) -> str:
    """The last accepted row of each primary key."""
    crossed = {column.from_column: column.name for column in raw_columns(table) if column.origin in ("column", "key")}
    key = ", ".join(quoted(crossed[name]) for name in table.primary_key)
    ids = ", ".join(literal(receipt.delivery_id) for receipt in deliveries)
    place = f"list_position([{ids}], delivery_id)"
    last = f"row_number() over (partition by {key} order by {place} desc, row_number desc) = 1"
    return f"({_scan(table, deliveries, raw)} qualify {last} order by {place}, row_number)"
