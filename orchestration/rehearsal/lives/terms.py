"""School years and their terms: FALL August to December, SPRING January to May, SUMMER June and July."""

from dataclasses import dataclass

from orchestration.rehearsal.days import Window, day


@dataclass(frozen=True)
class Term:
    """A term of a school year; the year is named for the calendar year it ends in."""

    year: int
    name: str
    start: int
    end: int

    @property
    def days(self) -> int:
        """School days in it."""
        return round((self.end - self.start + 1) * 5 / 7 * 0.94)

    @property
    def first_month(self) -> int:
        return {"FALL": (self.year - 1) * 12 + 7, "SPRING": self.year * 12, "SUMMER": self.year * 12 + 5}[self.name]

    @property
    def last_month(self) -> int:
        return {"FALL": (self.year - 1) * 12 + 11, "SPRING": self.year * 12 + 4, "SUMMER": self.year * 12 + 6}[self.name]

    @property
    def period(self) -> str:
        return f"{self.year}-{self.name}"


def terms_of(window: Window) -> list[Term]:
    """Every term with a month in the window, in order."""
    found = []
    for year in range(window.first // 12, window.end // 12 + 2):
        found += [
            Term(year, "FALL", day(year - 1, 8, 12), day(year - 1, 12, 19)),
            Term(year, "SPRING", day(year, 1, 5), day(year, 5, 24)),
            Term(year, "SUMMER", day(year, 6, 8), day(year, 7, 10)),
        ]
    return [term for term in found if term.last_month >= window.first and term.first_month <= window.end]
