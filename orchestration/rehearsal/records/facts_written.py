"""Birth dates, numbers, sex and addresses as a clerk writes them."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import written
from orchestration.rehearsal.difficulty import Slips
from orchestration.rehearsal.lives.dwellings import STATE, Dwellings
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.records.slips import mistyped, slipped
from orchestration.rehearsal.spelling import digits

_PLACEHOLDER_SSNS = np.array([b"999999999", b"111111111", b"123456789", b"000000000"])


def written_dates(rng: np.random.Generator, days: np.ndarray, slips: Slips) -> np.ndarray:
    """Dates as eight digits, some with day and month swapped, a digit wrong, a placeholder, or nothing."""
    text = written(days)
    number = np.where(text == b"", b"0", text).astype(np.int64)
    year, month, date = number // 10000, number // 100 % 100, number % 100
    swap = (rng.random(len(text)) < slips.date_swapped) & (date <= 12)
    month, date = np.where(swap, date, month), np.where(swap, month, date)
    wrong = np.where(rng.random(len(text)) < slips.date_wrong, rng.integers(0, 5, len(text)), -1)
    step = rng.choice([-1, 1], len(text))
    year = year + np.where(wrong == 0, step, 0) + np.where(wrong == 1, 10 * step, 0)
    month = np.where(wrong == 2, (month - 1 + step) % 12 + 1, month)
    date = np.where(wrong == 3, (date - 1 + step) % 28 + 1, np.where(wrong == 4, (date - 1 + 10 * step) % 28 + 1, date))
    date = np.where((wrong == 2) | swap, np.minimum(date, 28), date)
    placeholder = rng.random(len(text)) < slips.date_placeholder
    whole = rng.random(len(text)) < 0.5
    number = np.where(placeholder, np.where(whole, 19000101, year * 10000 + 101), year * 10000 + month * 100 + date)
    gone = (text == b"") | (rng.random(len(text)) < slips.date_missing)
    return np.where(gone, b"", number.astype("S8")).astype("S8")


def not_given(rng: np.random.Generator, numbers: np.ndarray, rate: float) -> np.ndarray:
    """Whose number is left out, `rate` of all: those who have none, and as many others as it takes."""
    none = numbers < 0
    having = max(1 - none.mean(), 1e-9) if len(none) else 1.0
    return none | (rng.random(len(numbers)) < max(rate - (1 - having), 0) / having)


def written_ssns(rng: np.random.Generator, numbers: np.ndarray, wrong: float, placeholder: float) -> np.ndarray:
    """Numbers as nine digits, some with a digit wrong or two swapped, some a placeholder; blank where there is none."""
    text = digits(numbers, 9)
    figures = np.ascontiguousarray(text).view(np.uint8).reshape(-1, 9)
    hit = np.flatnonzero((rng.random(len(text)) < wrong) & (text != b""))
    at = rng.integers(0, 8, len(hit))
    swaps = rng.random(len(hit)) < 0.35
    left, right = figures[hit, at].copy(), figures[hit, at + 1].copy()
    other = (left - 48 + rng.integers(1, 10, len(hit))) % 10 + 48
    figures[hit, at] = np.where(swaps & (left != right), right, other)
    figures[hit, at + 1] = np.where(swaps, left, right)
    text = figures.view("S9").reshape(-1)
    fake = _PLACEHOLDER_SSNS[rng.integers(0, len(_PLACEHOLDER_SSNS), len(text))]
    return np.where((rng.random(len(text)) < placeholder) & (text != b""), fake, text)


def written_sex(rng: np.random.Generator, sex: np.ndarray, rate: float) -> np.ndarray:
    """0 female, 1 male, a few the wrong way round."""
    return np.where(rng.random(len(sex)) < rate, 1 - sex, sex)


@dataclass
class WrittenAddress:
    """The fields of an address, one text per record."""

    line: np.ndarray
    unit: np.ndarray
    city: np.ndarray
    state: np.ndarray
    zip: np.ndarray
    number: np.ndarray
    street: np.ndarray


def written_addresses(
    rng, homes: Homes, dwellings: Dwellings, people: np.ndarray, day: np.ndarray, slips: Slips
) -> WrittenAddress:
    """Where people live on a day, or lived before, a few with mistakes."""
    old = rng.random(len(people)) < slips.address_old
    return address_of(rng, dwellings, homes.dwelling(people, np.where(old, day - 500, day)), slips)


def address_of(rng: np.random.Generator, dwellings: Dwellings, dwelling: np.ndarray, slips: Slips) -> WrittenAddress:
    """The dwelling's address as written: mistyped streets, wrong house numbers and ZIPs, units left out."""
    count = len(dwelling)
    number = dwellings.number[dwelling] + np.where(
        rng.random(count) < slips.address_wrong / 2, rng.choice([-10, 10, 2, -2, 100], count), 0
    )
    number = np.maximum(number, 1).astype("S6")
    street = slipped(rng, dwellings.street[dwelling], slips.address_wrong, mistyped)
    long = rng.random(count) < 0.12
    street = _spelled_out(street, long)
    unit = np.where(rng.random(count) < slips.address_wrong * 4, b"", dwellings.unit[dwelling])
    code = dwellings.zip[dwelling].astype("S9")
    last = np.array([b"%d" % digit for digit in range(10)])[rng.integers(0, 10, count)]
    code = np.where(rng.random(count) < slips.address_wrong / 2, np.strings.add(code.astype("S4"), last), code).astype("S9")
    line = np.strings.add(np.strings.add(number, b" "), street)
    return WrittenAddress(line, unit, dwellings.city[dwelling], np.full(count, STATE), code, number, street)


_ENDINGS = (
    (b" St", b" Street"),
    (b" Ave", b" Avenue"),
    (b" Rd", b" Road"),
    (b" Dr", b" Drive"),
    (b" Ln", b" Lane"),
    (b" Ct", b" Court"),
    (b" Blvd", b" Boulevard"),
)


def _spelled_out(street: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    street = street.astype("S40")
    for short, whole in _ENDINGS:
        here = chosen & np.strings.endswith(street, short)
        stem = np.strings.slice(street, np.maximum(np.strings.str_len(street) - len(short), 0))
        street = np.where(here, np.strings.add(stem, whole), street)
    return street
