"""A contract and a delivery in the form `datacontract test` can run: what is changed, and why, stands at each change."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from data_contracts.contract import Column, Contract, Table
from tests.public_tool.sent_rows import Sent

TYPES = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}  # fmt: skip
NAMED = {  # as our rules of library metrics are named where the contract does not
    "nullValues": "filled", "missingValues": "missing", "invalidValues": "valid", "duplicateValues": "distinct",
    "rowCount": "row_count",
}  # fmt: skip
YES, NO = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")


def write_copy(contract: Contract, sent: Sent, folder: Path) -> Path:
    """The contract's copy beside its rows, which it names as its server."""
    folder.mkdir(parents=True, exist_ok=True)
    said = yaml.safe_load(contract.text)
    # The tool reads one server, at a path; our feeds are fetched and unpacked before.
    said["servers"] = [{"server": "delivery", "type": "local", "path": f"{folder}/{{model}}.parquet", "format": "parquet"}]
    for table, an_object in zip(contract.tables, said["schema"], strict=True):
        an_object.pop("physicalName", None)  # it makes its view under `name`, then looks for `physicalName`
        for column, a_property in zip(table.columns, an_object["properties"], strict=True):
            a_property.pop("physicalType", None)  # the agency's, `char(9)`; the copy has the logical type
            if column.codes:  # it knows a plain list of codes, without labels, as this custom property
                others = [one for one in a_property.get("customProperties", []) if one["property"] not in ("enum", "code_list")]
                a_property["customProperties"] = [*others, {"property": "enum", "value": list(column.codes)}]
        for entry in [*an_object.get("quality", []), *(one for a in an_object["properties"] for one in a.get("quality", []))]:
            entry["id"] = entry.get("name") or NAMED[entry["metric"]]  # by which its checks are told apart
        # Its CSV reader guesses types, so that `007` comes out as 7; Parquet holds the texts as they were sent.
        pq.write_table(_rows(table, sent), folder / f"{table.object_name}.parquet")
    path = folder / "contract.odcs.yaml"
    path.write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")
    return path


def _rows(table: Table, sent: Sent) -> pa.Table:
    names, lines = sent.header(table), sent.lines(table)
    cells = zip(*lines, strict=True) if lines else [()] * len(names)
    columns = {name: (table.column(name), texts) for name, texts in zip(names, cells, strict=True)}
    return pa.table({
        name: pa.array([_value(column, text) for text in texts], TYPES[column.logical_type])
        for name, (column, texts) in columns.items()
    })  # fmt: skip


def _value(column: Column, text: str) -> Any:
    """A cell as the contract reads it: the tool knows no texts that mean "no value", and no date form but ISO's.

    What cannot be read is null, as in our typed column; that it could not is a rule only we have (`castable`).
    """
    text = text.strip()
    if text == "" or text in column.nulls:
        return None
    try:
        match column.logical_type:
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case "date":
                return datetime.strptime(text, column.date_format or "%Y-%m-%d").date()
            case "timestamp":
                return datetime.strptime(text, column.date_format or "%Y-%m-%d %H:%M:%S")
            case "boolean":
                return True if text.lower() in YES else False if text.lower() in NO else None
    except ValueError:
        return None
    return text
