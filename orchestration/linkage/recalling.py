"""How many of the pairs that are one person the surest ones are: what makes their number a prior."""

import math
from collections.abc import Sequence

import duckdb

from orchestration.linkage.learnt import BORN_ALIKE

LEAST_RECALL = 0.1
USUALLY_AGREE = 0.9  # of such pairs, the share that agrees in a column that nothing was learnt of
# Where the columns agree by which training takes pairs for sure.
AGREEING = {
    "ssn": ("ssn", "SSNs agree"), "birth_date": ("birth_date", BORN_ALIKE), "first_std": ("given_name", "given names agree"),
    "last_std": (
        "surname_and_address", "surname and address agree", "surname agrees, address differs", "surname agrees, no address",
    ),
    "birth_year": ("birth_date", "birth years agree"), "email": ("phone_and_email", "phones and e-mails agree", "e-mails agree"),
    "phone": ("phone_and_email", "phones agree"),
}  # fmt: skip


def recall(con: duckdb.DuckDBPyConnection, sure: Sequence[tuple[str, ...]], m: dict[str, dict[str, float | None]]) -> float:
    """Of the pairs that are one person, the share that the sure ones are, by what was learnt: both have the columns of a rule,
    and they agree. Needs `keyed_nodes`; `m` by comparison and level, None where nothing was learnt.
    """
    missed = 1.0
    for rule in sure:
        columns = [column for column in rule if column in AGREEING]
        shares = " * ".join(f"count({column}) / count(*)" for column in columns)
        have = con.execute(f"select {shares} from keyed_nodes").fetchall()[0][0]
        missed *= 1 - have**2 * math.prod(_agrees(m, *AGREEING[column]) for column in columns)
    return max(1 - missed, LEAST_RECALL)


def _agrees(m: dict[str, dict[str, float | None]], comparison: str, *labels: str) -> float:
    return sum(m[comparison][label] or 0.0 for label in labels) or USUALLY_AGREE
