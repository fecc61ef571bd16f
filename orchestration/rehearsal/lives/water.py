"""Water: which household has an account where, and when it falls behind, is shut off or protected."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, first_day, month_of
from orchestration.rehearsal.lives.dwellings import Dwellings
from orchestration.rehearsal.lives.households import Households
from orchestration.rehearsal.lives.people import People

PAST_DUE, NOTICE, SHUT_OFF, PLAN, PROTECTED = range(5)
WINTER, MEDICAL, ASSISTANCE = range(3)
_WINTER_MONTHS = (11, 0, 1, 2)  # December to March
_PAYS_IN_TIME, _PAYS_AFTER_NOTICE = 0.55, 0.5


@dataclass
class Accounts:
    """One row per household head and dwelling; days, the last one included; never: still open."""

    head: np.ndarray
    dwelling: np.ndarray
    start: np.ndarray
    end: np.ndarray


@dataclass
class Troubles:
    """Spells of an account out of good standing, one row per account and status, in order."""

    account: np.ndarray
    status: np.ndarray
    start: np.ndarray
    end: np.ndarray  # the last day; never: still so
    owed: np.ndarray  # whole dollars past due when it began
    protection: np.ndarray  # -1: none


@dataclass
class Water:
    accounts: Accounts
    troubles: Troubles
    metered: np.ndarray  # per dwelling: whether the household pays, and not its landlord


def supplied(rng: np.random.Generator, people: People, dwellings: Dwellings, households: Households) -> Water:
    """Accounts follow the heads of households from home to home; the poor fall behind more often."""
    has_unit = dwellings.unit != b""
    metered = np.where(has_unit, rng.random(len(has_unit)) < 0.45, True)
    metered[dwellings.shelter] = False
    accounts = _accounts(rng, people, households, metered)
    return Water(accounts, _troubles(rng, people, households, accounts), metered)


def _accounts(rng: np.random.Generator, people: People, households: Households, metered: np.ndarray) -> Accounts:
    count = len(people)
    everyone = np.arange(count)
    at, since = np.full(count, -1, np.int32), np.full(count, -1, np.int32)
    parts = []
    for month, day, home in households.months():
        heads = np.flatnonzero(home == everyone)
        now = np.full(count, -1, np.int32)
        lives = households.homes.dwelling(heads, day)
        now[heads] = np.where(metered[lives], lives, -1)
        left = np.flatnonzero((at >= 0) & (at != now))
        parts.append((left, at[left], since[left], np.full(len(left), month)))
        since[(now >= 0) & (at != now)] = month
        at = now
    still = np.flatnonzero(at >= 0)
    parts.append((still, at[still], since[still], np.full(len(still), NEVER)))
    head, dwelling, first, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _dated(rng, households, head, dwelling, first, last)


def _dated(rng, households: Households, head: np.ndarray, dwelling: np.ndarray, first: np.ndarray, last: np.ndarray) -> Accounts:
    """Months made days: accounts that were there at first are older than the window, others begin within the month before."""
    days = np.array([first_day(m) for m in range(households.window.first, households.window.end + 2)])
    begins = days[first - households.window.first] - rng.integers(0, 28, len(head))
    older = first == households.window.first
    begins = np.where(older, begins - (rng.exponential(4, len(head)) * YEAR).astype(np.int64), begins)
    begins = np.maximum(begins, households.people.birth[head] + round(18 * YEAR))
    open_still = last == NEVER
    ends = days[np.where(open_still, 0, last - households.window.first)] - 1 - rng.integers(0, 28, len(head))
    ends = np.where(open_still, NEVER, np.maximum(ends, begins + 20))
    order = np.lexsort((dwelling, head, begins))
    return Accounts(*(c[order].astype(np.int32) for c in (head, dwelling, begins, ends)))


def _troubles(rng: np.random.Generator, people: People, households: Households, accounts: Accounts) -> Troubles:
    """Each account falls behind now and then: past due, a notice, then a shut-off, a plan or protection."""
    account, start = _falls_behind(rng, people, households, accounts)
    count = len(account)
    luck = rng.random((4, count))
    due = 25 + rng.integers(0, 30, count)
    told = luck[0] > _PAYS_IN_TIME
    notice_start = start + due
    notice = 14 + rng.integers(0, 20, count)
    ends_somehow = told & (luck[1] > _PAYS_AFTER_NOTICE)
    fate_start = notice_start + notice
    winter = np.isin(month_of(fate_start) % 12, _WINTER_MONTHS)
    fate = np.where(winter | (luck[2] < 0.12), PROTECTED, np.where(luck[2] < 0.45, PLAN, SHUT_OFF))
    lasts = np.select([fate == PROTECTED, fate == PLAN], [60 + 60 * luck[3], 90 + 180 * luck[3]], 2 + 30 * luck[3] ** 2)
    reason = np.where(winter, WINTER, np.where(luck[3] < 0.3, MEDICAL, ASSISTANCE))
    owed = (60 + rng.gamma(2, 55, count)).astype(np.int32)
    steps = (
        (np.ones(count, bool), np.full(count, PAST_DUE), start, due, owed),
        (told, np.full(count, NOTICE), notice_start, notice, owed + 45),
        (ends_somehow, fate, fate_start, lasts.astype(np.int64), owed + 80),
    )
    parts = [_spells(account, reason, *step) for step in steps]
    found = Troubles(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return _within(accounts, found, households.window.end_day)


def _spells(account, reason, is_so, status, start, lasts, owed) -> tuple[np.ndarray, ...]:
    protection = np.where(status == PROTECTED, reason, -1)
    return tuple(c[is_so] for c in (account, status, start, start + lasts - 1, owed, protection))


def _falls_behind(rng, people: People, households: Households, accounts: Accounts) -> tuple[np.ndarray, np.ndarray]:
    """Accounts and days they fall behind: at least 400 days apart, so that one trouble is over before the next."""
    opens = np.maximum(accounts.start, households.window.start_day) + 30
    closes = np.minimum(accounts.end, households.window.end_day)
    chance = 0.75 * (1 - people.means[accounts.head]) ** 2.2  # a year
    day = opens + (rng.exponential(1, len(opens)) / np.maximum(chance, 1e-3) * YEAR).astype(np.int64)
    found = []
    row = np.arange(len(opens))
    while len(row):
        kept = day <= closes[row]
        row, day = row[kept], day[kept]
        found.append((row, day))
        day = day + 400 + (rng.exponential(1, len(row)) / np.maximum(chance[row], 1e-3) * YEAR).astype(np.int64)
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))


def _within(accounts: Accounts, troubles: Troubles, end_day: int) -> Troubles:
    """Only what begins while the account is open and by the end of the window; a closed account ends its trouble."""
    last = accounts.end[troubles.account]
    kept = (troubles.start < last) & (troubles.start <= end_day)
    order = np.lexsort((troubles.start, troubles.account))
    order = order[kept[order]]
    rows = Troubles(*(c[order].astype(np.int32) for c in vars(troubles).values()))
    ends = np.minimum(rows.end, accounts.end[rows.account])
    rows.end = np.where(ends > end_day, NEVER, ends).astype(np.int32)
    return rows
