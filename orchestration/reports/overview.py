"""The reviewers' first page: every source with its last delivery, standing and open problems, and where to look deeper.

One static file without scripts. Made of counts, rules and fixes; links stay inside reports/, but for the Dagster page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from orchestration.reports.pages import page

Standing = Literal["STALE", "never delivered", "late", "on time"]
GRAVEST_FIRST: tuple[Standing, ...] = ("STALE", "never delivered", "late", "on time")
SEVERITIES = ("critical", "warning", "info")


@dataclass(frozen=True)
class Problem:
    """A rule that the newest delivery breaks."""

    table: str  # "" when the rule is about the file
    rule: str
    severity: str
    broken: int
    rows: int
    rejects: bool
    message: str
    fix: str
    page: str  # its validation in Data Docs; "" when the file could not be read, so that no rule was judged

    @property
    def gravity(self) -> tuple[bool, int, float, str, str]:
        """What comes first on the page: what rejects, then by severity and share."""
        share = self.broken / self.rows if self.rows else 1.0
        return not self.rejects, SEVERITIES.index(self.severity), -share, self.table, self.rule


@dataclass(frozen=True)
class TableLine:
    """One table of a source, and how its newest delivery fared."""

    name: str
    in_force: int
    received: int
    quarantined: int
    page: str  # its validation in Data Docs, or the suite while there is none
    is_judged: bool
    asset: str  # its asset in the Dagster page


@dataclass(frozen=True)
class SourceLine:
    """One feed as its receipts tell it."""

    feed: str
    title: str
    steward: str
    contract_version: str
    standing: Standing
    reason: str  # one sentence
    through: str  # the last period in force; "" when none is
    last_file: str  # of the newest delivery; "" before the first
    last_period: str
    arrived_on: str
    verdict: str
    tables: Sequence[TableLine]
    problems: Sequence[Problem]  # of the newest delivery
    dictionary: str

    @property
    def in_force(self) -> int:
        return sum(table.in_force for table in self.tables)

    @property
    def quarantined(self) -> int:
        return sum(table.quarantined for table in self.tables)

    @property
    def open_problems(self) -> list[Problem]:
        """What someone should mend; rules of severity info are only noted."""
        return sorted((p for p in self.problems if p.severity != "info"), key=lambda problem: problem.gravity)

    @property
    def noted(self) -> int:
        return len(self.problems) - len(self.open_problems)


@dataclass(frozen=True)
class Overview:
    """All sources at one moment."""

    sources: Sequence[SourceLine]
    as_of: datetime  # UTC
    unknown_files: Sequence[str] = ()  # agencies with files no contract promises, with counts

    @property
    def gravest_first(self) -> list[SourceLine]:
        return sorted(self.sources, key=lambda source: (GRAVEST_FIRST.index(source.standing), source.feed))

    @property
    def standings(self) -> dict[str, int]:
        """Sources by standing, the gravest first."""
        counted = Counter(source.standing for source in self.sources)
        return {standing: counted[standing] for standing in GRAVEST_FIRST if counted[standing]}


def as_page(overview: Overview) -> str:
    """The page; the same overview always gives the same bytes."""
    return page("overview.html.j2", overview=overview)
