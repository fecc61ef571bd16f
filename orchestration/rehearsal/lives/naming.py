"""What people are called: first and middle names, suffixes, used names, and surnames that change at weddings."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER
from orchestration.rehearsal.lives.namebook import NameBook
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC, MALE, People
from orchestration.rehearsal.lives.unions import Unions
from orchestration.rehearsal.spelling import joined

SINGLE, SPACED, HYPHENATED = 0, 1, 2
_HAS_MIDDLE = np.array((0.93, 0.9, 0.72, 0.5, 0.85))
_CHANGES_AT_WEDDING = np.array((0.76, 0.66, 0.46, 0.38, 0.7))
TWO_SURNAMES_SHARE = 0.42  # of Hispanic people
TWINS_ALIKE_SHARE = 0.3
NAMESAKE_SHARE = 0.05  # of sons with a father: his first name, and he is Jr


@dataclass
class Surnames:
    """A surname from each of up to four days on: birth, wedding, divorce, second wedding. Two parts, and their join."""

    first: np.ndarray
    second: np.ndarray  # -1: none
    style: np.ndarray
    since: np.ndarray

    def at(self, people: np.ndarray, day: np.ndarray | int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """First part, second part and style of the surname on a day."""
        parts = [column[0, people] for column in (self.first, self.second, self.style)]
        for spell in range(1, len(self.since)):
            begun = self.since[spell, people] <= day
            parts = [
                np.where(begun, column[spell, people], part)
                for column, part in zip((self.first, self.second, self.style), parts, strict=True)
            ]
        return tuple(parts)


@dataclass
class Naming:
    """Every person's names; first and middle are rows of the name book."""

    book: NameBook
    first: np.ndarray
    middle: np.ndarray  # -1: none
    suffix: np.ndarray  # 0 none, 1 Sr, 2 Jr, 3 III
    goes_by: np.ndarray  # 0 the first name, 1 a short form of it, 2 the middle name
    surnames: Surnames

    def surname_text(self, parts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
        """The whole surname as the family writes it."""
        first, second, style = parts
        head = self.book.surnames[first]
        tail = np.where(second >= 0, self.book.surnames[np.maximum(second, 0)], b"")
        dashed = np.strings.add(np.strings.add(head, np.where(second >= 0, b"-", b"")), tail)
        return np.where(style == HYPHENATED, dashed, joined(head, tail))

    def middle_text(self, people: np.ndarray) -> np.ndarray:
        middle = self.middle[people]
        return np.where(middle >= 0, self.book.first_names[np.maximum(middle, 0)], b"")


def named(rng: np.random.Generator, people: People, unions: Unions, book: NameBook) -> Naming:
    """Names for everyone; parents come before their children in `people`, generation by generation."""
    count = len(people)
    first = _distinct_among_siblings(rng, people, book)
    _twins_alike(rng, people, book, first)
    middle = book.draw_first_names(rng, people.group, people.sex, people.birth)
    middle = np.where(rng.random(count) < _HAS_MIDDLE[people.group], middle, -1)
    suffix = np.zeros(count, np.int8)
    _name_sons_after_fathers(rng, people, first, middle, suffix)
    goes_by = np.where(rng.random(count) < 0.22, 1, np.where((rng.random(count) < 0.05) & (middle >= 0), 2, 0)).astype(np.int8)
    return Naming(book, first, middle, suffix, goes_by, _surnames(rng, people, unions, book))


def _distinct_among_siblings(rng: np.random.Generator, people: People, book: NameBook) -> np.ndarray:
    first = book.draw_first_names(rng, people.group, people.sex, people.birth)
    children = np.flatnonzero(people.mother >= 0)
    for _ in range(4):
        key = people.mother[children].astype(np.int64) * len(book.first_names) + first[children]
        order = np.argsort(key, kind="stable")
        again = children[order[1:][key[order][1:] == key[order][:-1]]]
        first[again] = book.draw_first_names(rng, people.group[again], people.sex[again], people.birth[again])
    return first


def _twins_alike(rng: np.random.Generator, people: People, book: NameBook, first: np.ndarray) -> None:
    """Gives some second twins a name that begins as the first one's does (Jayden and Jordan)."""
    second = np.flatnonzero((people.birth_order == 2) & (rng.random(len(people)) < TWINS_ALIKE_SHARE))
    initial = book.first_names.astype("S1")
    for _ in range(12):
        unlike = second[initial[first[second]] != initial[first[second - 1]]]
        first[unlike] = book.draw_first_names(rng, people.group[unlike], people.sex[unlike], people.birth[unlike])
    same = second[first[second] == first[second - 1]]
    first[same] = (first[same] + 1) % len(book.first_names)


def _name_sons_after_fathers(rng, people: People, first: np.ndarray, middle: np.ndarray, suffix: np.ndarray) -> None:
    sons = np.flatnonzero(
        (people.sex == MALE) & (people.father >= 0) & (people.birth_order == 1) & (rng.random(len(people)) < NAMESAKE_SHARE)
    )
    _, eldest = np.unique(people.father[sons], return_index=True)
    for son in np.sort(sons[eldest]).tolist():  # in order of birth: a father may be a namesake himself
        father = people.father[son]
        first[son] = first[father]
        middle[son] = middle[father] if suffix[father] or son % 3 else middle[son]
        suffix[father] = suffix[father] or 1
        suffix[son] = min(int(suffix[father]) + 1, 3)


def _surnames(rng: np.random.Generator, people: People, unions: Unions, book: NameBook) -> Surnames:
    count = len(people)
    surnames = Surnames(*(np.full((4, count), fill, np.int32) for fill in (0, -1, SINGLE, NEVER)))
    eldest = people.mother < 0
    surnames.first[0] = book.draw_surnames(rng, people.group)
    family = np.where(eldest, np.arange(count), people.mother)  # siblings are named alike
    two = (people.group == HISPANIC) & (rng.random(count) < TWO_SURNAMES_SHARE)[family]
    surnames.second[0] = np.where(two, book.draw_surnames(rng, people.group), -1)
    surnames.style[0] = np.where(two, np.where(rng.random(count)[family] < 0.75, SPACED, HYPHENATED), SINGLE)
    couple = unions.partner_on(np.maximum(people.mother, 0), people.birth, slack=200) >= 0
    takes_fathers = rng.random(count)[family] < np.where(couple, 0.97, 0.72)
    luck = rng.random((2, count))
    _change_at_weddings(people, unions, surnames, luck, eldest)
    settled = eldest
    while not settled.all():
        # A generation is named when its mothers are; a father younger than his child's generation does not occur.
        now = ~settled & settled[np.maximum(people.mother, 0)] & (settled[np.maximum(people.father, 0)] | (people.father < 0))
        if not now.any():
            break
        _inherit(people, surnames, now, takes_fathers)
        _change_at_weddings(people, unions, surnames, luck, now)
        settled = settled | now
    return surnames


def _inherit(people: People, surnames: Surnames, now: np.ndarray, takes_fathers: np.ndarray) -> None:
    """A child's surname: the father's, else the mother's; two surnames are the first part of his and of hers."""
    child = np.flatnonzero(now)
    mother, father = people.mother[child], people.father[child]
    hers = surnames.at(mother, people.birth[child])
    own = (surnames.first[0, mother], surnames.second[0, mother], surnames.style[0, mother])
    from_father = (father >= 0) & takes_fathers[child]
    two = (surnames.second[0, child] >= 0) & (father >= 0)
    first = np.where(from_father, surnames.first[0, father], np.where(two, own[0], hers[0]))
    second = np.where(two, np.where(from_father, own[0], surnames.first[0, father]), np.where(from_father, -1, hers[1]))
    surnames.first[0, child] = first
    surnames.second[0, child] = second
    style = np.where(second < 0, SINGLE, np.where(two, surnames.style[0, child], hers[2]))
    surnames.style[0, child] = style


def _change_at_weddings(people: People, unions: Unions, surnames: Surnames, luck: np.ndarray, now: np.ndarray) -> None:
    """Wives take, hyphenate or keep; some go back to their own at a divorce."""
    wives = np.flatnonzero(now & (people.sex == FEMALE))
    for round_, spell in ((0, 1), (1, 3)):
        bride = wives[unions.wedding[round_, wives] < NEVER]
        groom = unions.partner[round_, bride]
        change = luck[round_, bride] < _CHANGES_AT_WEDDING[people.group[bride]]
        hyphen = change & (luck[round_, bride] > 0.9 * _CHANGES_AT_WEDDING[people.group[bride]])
        surnames.first[spell, bride] = np.where(hyphen, surnames.first[0, bride], surnames.first[0, groom])
        surnames.second[spell, bride] = np.where(hyphen, surnames.first[0, groom], surnames.second[0, groom])
        surnames.style[spell, bride] = np.where(hyphen, HYPHENATED, surnames.style[0, groom])
        surnames.since[spell, bride] = np.where(change, unions.wedding[round_, bride] + 30, NEVER)
        if round_ == 0:
            back = bride[change & (unions.end[0, bride] < NEVER) & (luck[1, bride] > 0.62)]
            for column in (surnames.first, surnames.second, surnames.style):
                column[2, back] = column[0, back]
            surnames.since[2, back] = unions.end[0, back] + 120
