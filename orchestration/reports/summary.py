"""The summary a nightly run prints: sources with their verdicts, people, families, marts, and where to look next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

VERDICTS = ("accepted", "accepted_with_errors", "rejected")


@dataclass(frozen=True)
class Source:
    """One feed tonight."""

    feed: str
    contract_version: str
    verdicts: Mapping[str, int]  # verdict -> deliveries so far
    new: int  # deliveries tonight
    rows_in_force: int
    last_period: str
    is_stale: bool
    standing: str  # why it is stale or late; "" when all is well
    last_message: str  # the newest delivery's paragraph when it was not simply accepted


@dataclass(frozen=True)
class People:
    """Who the records are, and how many families their ties make."""

    records: int
    people: int
    unlinked_share: float  # of records that stand alone
    families: int | None  # see `families_in`; None while nothing is published
    warning: str = ""  # what of tonight's link needs a look


@dataclass(frozen=True)
class Answers:
    """What a question's contrasts answer at all three link levels."""

    told: int
    would_change: int  # at the strict or the lenient level, of everyone or of the matched


@dataclass(frozen=True)
class Summary:
    """One run, in counts."""

    sources: Sequence[Source]
    people: People | None
    marts: Mapping[str, int]  # table -> rows
    published: str
    published_is_new: bool
    stages: Mapping[str, float]  # stage -> seconds
    seconds: float
    peak_gib: float
    home: Path
    unknown_files: Sequence[str] = field(default=())  # agencies with files no contract promises, with counts
    warehouse_warning: str = ""  # why tonight's warehouse needs a look
    answers: Mapping[str, Answers] = field(default_factory=dict)  # by table of contrasts


FAMILIES = "select count(*) from dim_family where is_chosen_definition and parent_count > 0"


def families_in(marts: Path) -> int | None:
    """Families of the build's definition with a parent who is known."""
    if not marts.exists():
        return None
    with duckdb.connect(str(marts), read_only=True) as con:
        return con.execute(FAMILIES).fetchall()[0][0]


ANSWERS = """
    select count(*), count(*) filter (would_answer_change or would_matched_answer_change)
    from {table} where would_answer_change is not null or would_matched_answer_change is not null
"""


def answers_in(marts: Path) -> dict[str, Answers]:
    """Table of contrasts -> its answers, of every question that has contrasts."""
    if not marts.exists():
        return {}
    with duckdb.connect(str(marts), read_only=True) as con:
        named = con.execute("select table_name from duckdb_tables() where ends_with(table_name, '_contrasts') order by 1")
        tables = [table for (table,) in named.fetchall()]
        return {table: Answers(*con.execute(ANSWERS.format(table=table)).fetchall()[0]) for table in tables}


def as_text(summary: Summary) -> str:
    """The whole summary, a screen of plain text."""
    blocks = (_sources(summary), _people(summary), _marts(summary), _stages(summary), _next(summary))
    return "\n\n".join(block for block in blocks if block)


def _sources(summary: Summary) -> str:
    totals = {v: sum(s.verdicts.get(v, 0) for s in summary.sources) for v in VERDICTS}
    heading = "Deliveries: " + ", ".join(f"{n} {v.replace('_', ' ')}" for v, n in totals.items())
    heading += f" ({sum(s.new for s in summary.sources)} new tonight)"
    wide = max([24, *(len(source.feed) for source in summary.sources)])
    lines = [heading, f"  {'source':<{wide}} {'contract':<9} {'in force':>10}  {'through':<12} standing"]
    for source in summary.sources:
        standing = ("STALE: " if source.is_stale else "") + (source.standing or "on time")
        lines.append(
            f"  {source.feed:<{wide}} {source.contract_version:<9} {source.rows_in_force:>10,}  "
            f"{source.last_period:<12} {standing}"
        )
    lines += [f"  ! {source.last_message}" for source in summary.sources if source.last_message]
    lines += [f"  ? {note}" for note in summary.unknown_files]
    return "\n".join(lines)


def _people(summary: Summary) -> str:
    if (people := summary.people) is None:
        return ""
    families = "" if people.families is None else f", {people.families:,} families (a parent with the children tied to them)"
    counts = f"{people.records:,} records, {people.people:,} people{families}"
    warning = f"\n  ! {people.warning}" if people.warning else ""
    return f"People: {counts}; {people.unlinked_share:.1%} of records stand alone{warning}"


def _marts(summary: Summary) -> str:
    if not summary.marts:
        return ""
    state = "new tonight" if summary.published_is_new else "unchanged"
    lines = [f"Published: {summary.published} ({state})"]
    lines += [f"  ! {summary.warehouse_warning}"] if summary.warehouse_warning else []
    return "\n".join(lines + [_mart(table, rows, summary.answers.get(table)) for table, rows in summary.marts.items()])


def _mart(table: str, rows: int, answers: Answers | None) -> str:
    said = f", {answers.told:,} answered; at another link level {answers.would_change:,} would change" if answers else ""
    return f"  {table:<34} {rows:>10,} rows{said}"


def _stages(summary: Summary) -> str:
    split = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in summary.stages.items())
    return f"Time: {summary.seconds:.1f} s ({split}); peak memory {summary.peak_gib:.2f} GiB"


def _next(summary: Summary) -> str:
    return "\n".join(
        (
            "Look next:",
            f"  reviewers   {summary.home}/reports/index.html (every source, its last delivery and open problems)",
            f"  analysts    {summary.home}/published/current/marts.duckdb (open read-only; release/ is what may leave)",
            f"  stewards    {summary.home}/receipts/<feed>/ (one receipt per delivery), or: twogen deliveries",
            f"  models      {summary.home}/reports/dbt/index.html (every model, column and test)",
            "  engineers   make ui, then http://localhost:3000",
        )
    )
