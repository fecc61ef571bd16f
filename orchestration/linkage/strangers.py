"""u: how often the records of two people agree by chance, level by level, counted over random pairs of them.

Every pair is of two people drawn anew, where Splink's own way takes all pairs of two thousand people on one core.
"""

import duckdb

from orchestration.linkage.comparisons import COMPARISONS
from orchestration.linkage.splinking import Shaping, linker_over

RANDOM_PAIRS = 1_000_000
MOST_PEOPLE = 50_000  # each in 40 of the pairs


def count_agreeing(
    con: duckdb.DuckDBPyConnection, nodes: str, people: str, settings: dict
) -> dict[str, dict[str, float | None]]:
    """u by comparison and level; None where no pair showed the level. `people`: a table of the nodes that are one each."""
    con.execute(_DRAWN.format(nodes=nodes, people=people, most=MOST_PEOPLE))
    count = con.execute("select count(*) from drawn").fetchall()[0][0]
    con.execute(_RANDOM_PAIRS.format(count=count, steps=min(-(-RANDOM_PAIRS // count), (count - 1) // 2)))
    api, _, linker = linker_over(con, "drawn", settings, Shaping(con, _patterns_sql))
    linker.table_management.register_blocked_pairs_for_predict(api.register("random_pairs"))
    patterns = linker.inference.predict().physical_name
    shares = {c.name: _shares(con, patterns, c.name, [level.label for level in c.levels]) for c in COMPARISONS}
    api.delete_tables_created_by_splink_from_db()
    con.execute("drop table random_pairs; drop table drawn")
    return shares


def _patterns_sql(scored: str) -> str:
    """Rows out: one per pattern of levels, with the number of pairs that show it."""
    return f"select {', '.join(f'gamma_{c.name}' for c in COMPARISONS)}, count(*) as pairs from {scored} group by all"


def _shares(con: duckdb.DuckDBPyConnection, patterns: str, comparison: str, labels: list[str]) -> dict[str, float | None]:
    """The share of the pairs that can be compared at all, by level."""
    counts = dict(con.execute(f"select gamma_{comparison}, sum(pairs)::bigint from {patterns} group by all").fetchall())
    pairs = sum(count for number, count in counts.items() if number >= 0)
    return {label: counts[n] / pairs if n in counts else None for n, label in enumerate(reversed(labels))}


# The order of a hash is as good as chance and the same on every run.
_DRAWN = """
    create temp table drawn as
    with first as (
        select node_id, row_number() over (order by hash(node_id), node_id) - 1 as place from {people}
        qualify place < {most}
    )
    select known.*, place from {nodes} as known inner join first using (node_id)
"""
# In a ring of all who were drawn, everyone with those that follow: no pair twice.
_RANDOM_PAIRS = """
    create temp table random_pairs as
    select l.node_id as join_key_l, r.node_id as join_key_r, 0 as match_key
    from (select node_id, (place + unnest(range(1, {steps} + 1))) % {count} as next from drawn) as l
    inner join drawn as r on r.place = l.next
"""
