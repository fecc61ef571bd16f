"""Where the crosswalk errs: missed reachable pairs and wrong pairs, counted by their sources and by what agrees. Counts only."""

from dataclasses import dataclass

import duckdb

LARGEST = 500  # records; pairs of a larger person or cluster are counted, not looked at
SHOWN = 12
DEGREES = ("equal", "alike", "different", "absent")
_ALIKE = "jaro_winkler_similarity({0}_l, {0}_r) >= 0.9"
_BORN = "strftime(birth_date_{0}, '%Y%m%d')"
# What stands on two nodes, as SQL: what both must have, what makes them equal and what alike.
EVIDENCE = {
    "SSN": (
        "ssn_last4_l is not null and ssn_last4_r is not null",
        "ssn_l = ssn_r",
        "case when ssn_l is null or ssn_r is null then ssn_last4_l = ssn_last4_r else damerau_levenshtein(ssn_l, ssn_r) = 1 end",
    ),
    "birth date": (
        "birth_date_l is not null and birth_date_r is not null",
        "birth_date_l = birth_date_r",
        f"damerau_levenshtein({_BORN.format('l')}, {_BORN.format('r')}) = 1 or (year(birth_date_l) = year(birth_date_r) and"
        " month(birth_date_l) = day(birth_date_r) and day(birth_date_l) = month(birth_date_r))",
    ),
    "given name": (
        "first_std_l is not null and first_std_r is not null",
        "first_std_l = first_std_r",
        f"{_ALIKE.format('first_std')} or list_has_any(first_forms_l, first_forms_r)"
        " or (least(length(first_std_l), length(first_std_r)) = 1 and first_std_l[1] = first_std_r[1])",
    ),
    "surname": (
        "last_std_l is not null and last_std_r is not null",
        "last_std_l = last_std_r",
        f"{_ALIKE.format('last_std')} or list_has_any(surname_words_l, surname_words_r)",
    ),
    "address": (
        "home_std_l is not null and home_std_r is not null",
        "home_std_l = home_std_r and coalesce(unit_std_l = unit_std_r, true)",
        "home_std_l = home_std_r or levenshtein(home_std_l, home_std_r) <= 2",
    ),
}


@dataclass(frozen=True)
class PairCount:
    """So many pairs of these two sources agree and differ in this way."""

    sources: tuple[str, str]
    evidence: dict[str, str]  # EVIDENCE -> the best of DEGREES among the two records' nodes
    pairs: int


@dataclass(frozen=True)
class Misses:
    """The pairs of records a crosswalk has wrong; `unseen` are pairs of persons or clusters of more than LARGEST records."""

    missed: list[PairCount]  # reachable, of one person, in two clusters
    wrong: list[PairCount]  # of two persons, in one cluster
    missed_unseen: int
    wrong_unseen: int

    def as_text(self) -> str:
        """The most frequent sources and ways to agree, of either kind."""
        kinds = (("Missed reachable pairs", self.missed, self.missed_unseen), ("Wrong pairs", self.wrong, self.wrong_unseen))
        return "\n\n".join("\n".join(_section(*kind)) for kind in kinds)


def count_misses(con: duckdb.DuckDBPyConnection, keys: str, truth: str) -> Misses:
    """The misses of a crosswalk (record_id, person_id) against a truth (record_id, person, reach). Needs `nodes`."""
    con.execute(f"""
        create temp table placed as
        select record_id, person, reach, k.person_id::varchar as cluster
        from {truth} inner join {keys} as k using (record_id)
    """)
    con.execute("create temp table missed as " + _pairs("person, reach", "cluster"))
    con.execute("create temp table wrong as " + _pairs("cluster", "person"))
    unseen = [_unseen(con, *kind) for kind in (("person, reach", "cluster"), ("cluster", "person"))]
    misses = Misses(_counted(con, "missed"), _counted(con, "wrong"), *unseen)
    con.execute("drop table placed; drop table missed; drop table wrong")
    return misses


def _pairs(together: str, apart: str) -> str:
    """SQL for the pairs of records that share one thing and differ in the other, of groups that are not too large."""
    same = " and ".join(f"a.{column.strip()} = b.{column.strip()}" for column in together.split(","))
    return f"""
        with small as (select * from placed qualify count(*) over (partition by {together}) <= {LARGEST})
        select a.record_id as record_l, b.record_id as record_r
        from small as a inner join small as b on {same} and a.{apart} <> b.{apart} and a.record_id < b.record_id
    """


def _unseen(con: duckdb.DuckDBPyConnection, together: str, apart: str) -> int:
    """How many such pairs the groups that are too large hold: all their pairs without those that share both."""
    return con.execute(f"""
        with parts as (select {together}, {apart}, count(*) as n from placed group by all)
        select coalesce(sum(pairs), 0)::bigint
        from (
            select (sum(n) * (sum(n) - 1) - sum(n * (n - 1))) / 2 as pairs from parts
            group by {together} having sum(n) > {LARGEST}
        )
    """).fetchall()[0][0]


def _counted(con: duckdb.DuckDBPyConnection, pairs: str) -> list[PairCount]:
    """Most frequent first. A record's nodes speak for it together: the best degree of each kind of evidence counts."""
    degrees = [
        f"min(case when not ({both}) then 3 when {equal} then 0 when coalesce({alike}, false) then 1 else 2 end) as e{number}"
        for number, (both, equal, alike) in enumerate(EVIDENCE.values())
    ]
    rows = con.execute(f"""
        with sides as (
            select l.source as source_l, r.source as source_r, record_l, record_r,
                {", ".join(f"{side}.{field} as {field}_{side}" for side in "lr" for field in _FIELDS)}
            from {pairs} inner join nodes as l on l.record_id = record_l inner join nodes as r on r.record_id = record_r
        ),
        judged as (
            select least(min(source_l), min(source_r)) as one, greatest(min(source_l), min(source_r)) as other,
                {", ".join(degrees)}
            from sides group by record_l, record_r
        )
        select *, count(*) as pairs from judged group by all order by all
    """).fetchall()
    kinds = len(EVIDENCE)
    return [
        PairCount(row[:2], {kind: DEGREES[d] for kind, d in zip(EVIDENCE, row[2 : 2 + kinds], strict=True)}, row[-1])
        for row in sorted(rows, key=lambda row: -row[-1])
    ]


_FIELDS = (
    "ssn", "ssn_last4", "birth_date", "first_std", "first_forms", "last_std", "surname_words", "home_std", "unit_std",
)  # fmt: skip


def _section(title: str, counts: list[PairCount], unseen: int) -> list[str]:
    seen = sum(count.pairs for count in counts)
    lines = [f"{title}: {seen + unseen:,}"]
    if unseen:
        lines.append(f"  {unseen:,} of them, of persons or clusters of more than {LARGEST} records, are not looked at.")
    by_sources = [(f"{one} and {other}", c.pairs) for c in counts for one, other in [c.sources]]
    by_evidence = [(_in_words(c.evidence), c.pairs) for c in counts]
    return lines + _most("by source", by_sources) + _most("by what agrees", by_evidence) if counts else lines


def _in_words(evidence: dict[str, str]) -> str:
    """Only what both records carry: "birth date equal, surname different"."""
    there = [f"{kind} {degree}" for kind, degree in evidence.items() if degree != "absent"]
    return ", ".join(there) or "nothing stands on both (they are reachable through other records)"


def _most(title: str, named: list[tuple[str, int]]) -> list[str]:
    """The SHOWN most frequent names with their pairs, and what is left."""
    sums: dict[str, int] = {}
    for name, pairs in named:
        sums[name] = sums.get(name, 0) + pairs
    first = sorted(sums.items(), key=lambda at: (-at[1], at[0]))
    rest = sum(pairs for _, pairs in first[SHOWN:])
    lines = [f"  {title}"] + [f"  {pairs:>9,}  {name}" for name, pairs in first[:SHOWN]]
    return [*lines, f"  {rest:>9,}  {len(first) - SHOWN} others"] if rest else lines
