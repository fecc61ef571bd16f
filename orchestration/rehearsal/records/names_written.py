"""A person's name as a clerk writes it on a day: which name, in which fields, with which mistakes."""

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np

from orchestration.rehearsal.difficulty import Slips
from orchestration.rehearsal.lives.namebook import FOLDER, namebook
from orchestration.rehearsal.lives.naming import HYPHENATED, SINGLE, SPACED, Naming
from orchestration.rehearsal.records.slips import misheard, misread, mistyped, slipped
from orchestration.rehearsal.spelling import joined, plain, upper, without

SUFFIXES = np.array([b"", b"Sr", b"Jr", b"III"])


@dataclass(frozen=True)
class Hand:
    """How an agency's system writes names."""

    capitals: bool
    accents: float  # share of clerks who keep them
    marks: float  # share who keep apostrophes, hyphens' blanks and prefixes apart


@dataclass
class WrittenName:
    """The four fields, one text per record."""

    first: np.ndarray
    middle: np.ndarray
    last: np.ndarray
    suffix: np.ndarray

    def fields(self) -> tuple[np.ndarray, ...]:
        return self.first, self.middle, self.last, self.suffix


def written_names(
    rng: np.random.Generator, naming: Naming, people: np.ndarray, day: np.ndarray, slips: Slips, hand: Hand
) -> WrittenName:
    """Names of the given people as written on the given days."""
    first, middle = _given(rng, naming, people, slips)
    last, middle = _surname(rng, naming, people, day, middle, slips)
    suffix = SUFFIXES[naming.suffix[people]]
    suffix = np.where(rng.random(len(people)) < slips.suffix_missing, b"", suffix)
    initial = rng.random(len(people)) < slips.middle_initial
    middle = np.where(initial, middle.astype("S1"), middle)
    middle = np.where(rng.random(len(people)) < slips.middle_missing, b"", middle)
    for slip, rate in ((mistyped, slips.typo), (misheard, slips.misheard), (misread, slips.misread)):
        first, last = slipped(rng, first, rate, slip), slipped(rng, last, rate, slip)
    first, last = _dressed(rng, first, hand), _dressed(rng, last, hand)
    swapped = rng.random(len(people)) < slips.names_swapped
    first, last = np.where(swapped, last, first), np.where(swapped, first, last)
    if hand.capitals:
        first, middle, last, suffix = (upper(column) for column in (first, middle, last, suffix))
    return WrittenName(first, plain(middle), last, suffix)


def full_names(name: WrittenName) -> np.ndarray:
    """A name in one field: last name and suffix, comma, first and middle name."""
    last = np.strings.add(joined(name.last, name.suffix), b",")
    return joined(last, name.first, name.middle)


def _given(rng: np.random.Generator, naming: Naming, people: np.ndarray, slips: Slips) -> tuple[np.ndarray, np.ndarray]:
    """First and middle name: legal, used in daily life, or a short form nobody uses."""
    book = naming.book
    first = book.first_names[naming.first[people]]
    middle = naming.middle_text(people)
    uses = rng.random(len(people)) < slips.used_name
    short = short_form(naming.first[people], people)
    other = short_form(naming.first[people], rng.integers(0, 1000, len(people)))
    by_middle = uses & (naming.goes_by[people] == 2)
    first, middle = np.where(by_middle, middle, first), np.where(by_middle, b"", middle)
    first = np.where(uses & (naming.goes_by[people] == 1), short, first)
    first = np.where(rng.random(len(people)) < slips.nickname, other, first)
    return first, middle


def _surname(
    rng, naming: Naming, people: np.ndarray, day: np.ndarray, middle: np.ndarray, slips: Slips
) -> tuple[np.ndarray, np.ndarray]:
    """The surname of the day or the one at birth, two surnames split in one of five ways; and the middle field."""
    stale = rng.random(len(people)) < slips.stale_surname
    head, tail, style = (
        np.where(stale, column[0, people], now)
        for column, now in zip(
            (naming.surnames.first, naming.surnames.second, naming.surnames.style),
            naming.surnames.at(people, day),
            strict=True,
        )
    )
    split = (tail >= 0) & (rng.random(len(people)) < slips.one_surname)
    way = np.where(split, rng.choice(5, len(people), p=[0.4, 0.12, 0.18, 0.2, 0.1]), -1)
    into_middle = way == 2
    moved = naming.book.surnames[head]
    middle = np.where(into_middle, moved, middle)
    head = np.where((way == 1) | into_middle, tail, head)
    tail = np.where((way == 0) | (way == 1) | into_middle, -1, tail)
    style = np.where(tail < 0, SINGLE, np.where(way == 3, np.where(style == SPACED, HYPHENATED, SPACED), style))
    last = naming.surname_text((head, tail, style))
    run_on = way == 4
    return np.where(run_on, without(last, b" -"), last), middle


def _dressed(rng: np.random.Generator, words: np.ndarray, hand: Hand) -> np.ndarray:
    words = np.where(rng.random(len(words)) < hand.accents, words, plain(words))
    bare = rng.random(len(words)) >= hand.marks
    marked = bare & (
        (np.strings.find(words, b"'") >= 0) | (np.strings.find(words, b" ") >= 0) | (np.strings.find(words, b".") >= 0)
    )
    if marked.any():
        words[marked] = without(words[marked], b"'. " if hand.capitals else b"'.")
    return words


@cache
def _short_forms() -> dict[bytes, list[bytes]]:
    with (FOLDER / "short_forms.csv").open(encoding="utf-8", newline="") as file:
        forms: dict[bytes, list[bytes]] = {}
        for row in csv.DictReader(file):
            forms.setdefault(row["first_name"].encode("latin-1"), []).append(row["short_form"].encode("latin-1"))
    return forms


@cache
def _short_table() -> tuple[np.ndarray, np.ndarray]:
    book, forms = namebook(), _short_forms()
    options = [forms.get(name, [name]) for name in book.first_names.tolist()]
    starts = np.cumsum([0] + [len(option) for option in options])
    return np.array([form for option in options for form in option]), starts


def short_form(first: np.ndarray, choice: np.ndarray) -> np.ndarray:
    """One of a first name's short forms, by a number; the name itself where there is none."""
    forms, starts = _short_table()
    return forms[starts[first] + choice % (starts[first + 1] - starts[first])]
