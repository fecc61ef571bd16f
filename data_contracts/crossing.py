"""What crosses to the analysis zone: the one place that says which columns a table has in `raw/` and in force."""

from dataclasses import dataclass
from typing import Literal

from data_contracts.contract import Column, Table
from data_contracts.shape.column import ColumnShape
from data_contracts.typing_sql import duckdb_type, literal, quoted

Origin = Literal["record_id", "delivery", "key", "keep", "column"]


@dataclass(frozen=True)
class RawColumn:
    """A column in the analysis zone. `expression` is SQL over the judged rows, in the vault; none where intake knows it."""

    name: str
    type: str
    description: str
    from_column: str | None
    origin: Origin
    classification: str = "plain"
    expression: str | None = None
    role: str | None = None  # of a record id
    keep: str | None = None  # the coarser column made from an identifier
    required: bool = False


def raw_columns(table: Table) -> tuple[RawColumn, ...]:
    """The columns of a table in `raw/` and in force, in order: record ids, the delivery, then what may cross."""
    crossed = [raw for column in table.columns for raw in _crossing(column)]
    return (*_record_ids(table), *_delivery(), *crossed)


def crossing_names(column: ColumnShape) -> tuple[str, ...]:
    """The names a column may take in either zone, to keep them apart from the pipeline's own."""
    return (column.name, f"{column.name}_key", *(f"{column.name}_{keep}" for keep in column.custom("keeps", [])))


def _record_ids(table: Table) -> list[RawColumn]:
    return [
        RawColumn(
            f"{person.role}_record_id", "VARCHAR",
            f"Opaque id of the {person.role}'s record, from {', '.join(person.id_columns)}. "
            f"Null: the row names no {person.role}.",
            None, "record_id", "key", role=person.role,
        )
        for person in table.persons
    ]  # fmt: skip


def _delivery() -> list[RawColumn]:
    return [
        RawColumn("delivery_id", "VARCHAR", "The delivery that brought the row. Never null.", None, "delivery", required=True),
        RawColumn("row_number", "BIGINT", "The row's place in the file received, from 1. Never null.", None, "delivery", required=True),
    ]  # fmt: skip


def _crossing(column: Column) -> list[RawColumn]:
    """What one column leaves behind: nothing, its keeps, its keyed hash, or itself."""
    if column.classification == "identifier":
        return [_kept(column, keep) for keep in column.keeps]
    if column.classification == "key":
        issuer = column.issuer
        hashed = f"keyed_hash({literal(issuer.system)}, {literal(issuer.kind)}, {quoted(column.name)})"
        said = f"Keyed hash of {column.name}, comparable across feeds that use the {issuer.kind} numbers of {issuer.system}."
        return [RawColumn(
            f"{column.name}_key", "VARCHAR", f"{said} {column.description}", column.name, "key", "key", hashed,
            required=column.required or column.primary_key,
        )]  # fmt: skip
    return [RawColumn(
        column.name, duckdb_type(column), column.description, column.name, "column", column.classification,
        quoted(column.name), required=column.required or column.primary_key,
    )]  # fmt: skip


def _kept(column: Column, keep: str) -> RawColumn:
    """A coarser column of an identifier. A ZIP code shorter than five digits, or a short area code, leaves nothing."""
    name = quoted(column.name)
    made = {
        "birth_month": ("DATE", "First day of the month", f"cast(date_trunc('month', {name}) as DATE)"),
        "zip3": ("VARCHAR", "First three digits", f"case when regexp_matches({name}, '^[0-9]{{5}}') then left({name}, 3) end"),
        "county": ("VARCHAR", "County, five-digit FIPS", f"case when regexp_matches({name}, '^[0-9]{{5}}') then left({name}, 5) end"),
        "tract": ("VARCHAR", "Census tract, eleven digits", f"case when regexp_matches({name}, '^[0-9]{{11}}') then left({name}, 11) end"),
    }  # fmt: skip
    type_, what, expression = made[keep]
    return RawColumn(
        f"{column.name}_{keep}", type_, f"{what} of {column.name}. {column.description}", column.name, "keep", "plain",
        expression, keep=keep,
    )  # fmt: skip
