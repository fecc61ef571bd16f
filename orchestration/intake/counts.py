"""What a header, trailer or manifest says of the number of rows, held against the rows that came."""

from pathlib import Path

import duckdb

from data_contracts.contract import Contract, Count, Table
from data_contracts.typing_sql import quoted
from orchestration.intake.containers import Refuse
from orchestration.intake.unreadable import counted
from orchestration.vault import Vault


def check_counts(
    con: duckdb.DuckDBPyConnection, contract: Contract, paths: dict[str, Path], rows: dict[str, int], refuse: Refuse,
    vault: Vault,
) -> None:  # fmt: skip
    """Raises: DeliveryUnreadable under `file.counts` when a count is not the number of rows it speaks of.

    The number that was said is not repeated: in a misaligned file it could be a person's.
    """
    for table in contract.tables:
        for count in table.counts:
            _check_count(con, contract, table, count, paths[table.name], rows, refuse, vault)


def _check_count(con, contract: Contract, table: Table, count: Count, path: Path, rows: dict[str, int], refuse: Refuse, vault):
    came = sum(rows[contract.table(name).name] for name in count.objects)
    column = quoted(count.column)
    asked = f"select count(*), count({column}), count(*) filter (where {column} = {came}) from {vault.scan(path)}"
    said, numbers, right = con.execute(asked).fetchall()[0]
    if said == right == 1:
        return
    what = f"{count.column} of {table.object_name}"
    of = f"{counted(came, 'row')} of {', '.join(count.objects)}"
    if said != 1:
        wrong = f"{what} should stand in one record, and {counted(said, 'record')} came."
    elif not numbers:
        wrong = f"{what} is blank or no number; {of} came."
    else:
        wrong = f"{what} is not the number of rows received; {of} came."
    fix = "Send the whole file again; if all of it was sent, correct the count where the file is made."
    raise refuse("file.counts", 1, wrong, fix, table=table.name)
