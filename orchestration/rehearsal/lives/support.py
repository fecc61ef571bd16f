"""Food assistance and cash: which households ask for them, month by month, who is in the case, and when it ends."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, days_of
from orchestration.rehearsal.lives import benefits
from orchestration.rehearsal.lives.cases import (
    CLOSED_AT_REVIEW,
    CLOSED_FOR_INCOME,
    CLOSED_JOINED,
    CLOSED_MOVED,
    Aided,
    Granted,
    Issued,
    Memberships,
    Support,
)
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.households import Households, starts_and_ends
from orchestration.rehearsal.lives.income import Incomes
from orchestration.rehearsal.lives.people import People

REVIEW_MONTHS = 6
_ASKS = 0.13  # chance a month that an eligible household asks for food assistance, times how poor it is
_ASKS_AGAIN = 0.5  # in the month after a case closed at its review
_ASKS_FOR_CASH = 0.14


@dataclass
class _State:
    """Who is in a case now; per person, as a head."""

    food: np.ndarray  # month opened, -1: no case
    cash: np.ndarray
    months: np.ndarray  # of cash so far
    reviewed: np.ndarray  # whether the last case closed at its review, a month ago
    case: np.ndarray  # per person: head of the food case
    since: np.ndarray  # per person: month of joining it
    proud: np.ndarray  # never asks for food assistance
    children_only: np.ndarray  # asks for cash for the children alone


def supported(rng: np.random.Generator, people: People, homes: Homes, households: Households, incomes: Incomes) -> Support:
    """Cases stepped month by month: need opens them, earnings, missed reviews and moves close them."""
    count = len(people)
    nobody = lambda: np.full(count, -1, np.int32)  # noqa: E731
    shares = rng.random((2, count)) < [[0.06], [0.25]]
    state = _State(nobody(), nobody(), np.zeros(count, np.int32), np.zeros(count, bool), nobody(), nobody(), *shares)
    found: dict[type, list] = {Issued: [], Memberships: [], Granted: [], Aided: []}
    for month, day, home in households.months():
        roof = _Roof(people, homes, incomes, month, day, home)
        closing = _food(rng, state, roof)
        found[Issued].append(_issued(state, roof, closing))
        found[Memberships].append(_moved(state, roof))
        _cash(rng, state, roof)
        family, aided = _granted(state, roof)
        found[Granted].append(family)
        found[Aided].append(aided)
        _close(state, closing)
    still = np.flatnonzero(state.case >= 0)
    found[Memberships].append(Memberships(still, state.case[still], state.since[still], np.full(len(still), NEVER)))
    support = Support(*(_joined(kind, parts) for kind, parts in found.items()), state.children_only)
    _say_who_left(support.issued, people, households.window.end)
    return support


def _say_who_left(issued: Issued, people: People, end: int) -> None:
    """Cases that stop without a decision: the head joined another household, or is here no more."""
    order = np.lexsort((issued.month, issued.head))
    head, month = issued.head[order], issued.month[order]
    goes_on = np.zeros(len(order), bool)
    goes_on[:-1] = (head[1:] == head[:-1]) & (month[1:] == month[:-1] + 1)
    stops = np.flatnonzero(~goes_on & (issued.closes[order] < 0) & (month < end))
    still_here = people.present(head[stops], days_of(month[stops] + 1))
    issued.closes[order[stops]] = np.where(still_here, CLOSED_JOINED, CLOSED_MOVED)


def _joined(kind: Callable, parts: list):
    columns = (np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(kind))
    return kind(*(column.astype(np.int32) for column in columns))


class _Roof:
    """Every household of a month: sizes, incomes and children, by head."""

    def __init__(self, people: People, homes: Homes, incomes: Incomes, month: int, day: int, home: np.ndarray) -> None:
        self.people, self.month, self.day, self.home = people, month, day, home
        self.persons = np.flatnonzero(home >= 0)
        under = home[self.persons]
        total = lambda what: np.bincount(under, what[self.persons], minlength=len(people)).astype(np.int32)  # noqa: E731
        self.person_earned = incomes.earned(month)
        self.size = total(np.ones(len(people)))
        self.earned, self.pension = total(self.person_earned), total(incomes.pensions(month))
        self.ssi, self.other = total(incomes.ssi), total(incomes.unseen)
        self.minor = people.birth > day - 18 * YEAR
        own = self.minor & (homes.keeper >= 0)
        self.children = total(own.astype(np.int32))
        self.income = self.earned + self.pension + self.ssi + self.other
        self.leads = self.size > 0


def _food(rng: np.random.Generator, state: _State, roof: _Roof) -> np.ndarray:
    """Opens cases, and says per head why its case ends with the month (-1: it does not)."""
    count = len(roof.home)
    poor = roof.leads & benefits.is_poor_enough(roof.size, roof.income, benefits.GROSS_LIMIT) & ~state.proud
    open_before = state.food >= 0
    state.food[open_before & ~roof.leads] = -1  # gone within the last month, before anything was issued
    asks = np.where(state.reviewed, _ASKS_AGAIN, _ASKS * (1.25 - roof.people.means) * np.where(roof.children > 0, 2.2, 0.6))
    opens = poor & (state.food < 0) & (rng.random(count) < asks)
    state.food[opens] = roof.month
    held = state.food >= 0
    luck = rng.random(count)
    review = (roof.month - state.food) % REVIEW_MONTHS == REVIEW_MONTHS - 1
    closing = np.full(count, -1)
    closing[held & review & (luck < 0.16)] = CLOSED_AT_REVIEW
    closing[held & ~poor & (luck < np.where(review, 0.95, 0.35))] = CLOSED_FOR_INCOME
    return closing


def _issued(state: _State, roof: _Roof, closing: np.ndarray) -> Issued:
    head = np.flatnonzero(state.food >= 0)
    size, earned = roof.size[head], roof.earned[head]
    parts = [column[head] for column in (roof.pension, roof.ssi, roof.other)]
    net = benefits.net_income(size, earned, np.sum(parts, axis=0))
    month = np.full(len(head), roof.month)
    return Issued(month, head, state.food[head], size, earned, *parts, net, benefits.food(size, net), closing[head])


def _moved(state: _State, roof: _Roof) -> Memberships:
    """The memberships that ended with the month before; those that begin are kept in the state."""
    home = roof.home
    now = np.where((home >= 0) & (state.food[home] >= 0), home, -1)
    begun_again = (now >= 0) & (now == state.case) & (state.food[np.maximum(now, 0)] == roof.month)
    before = np.where(begun_again, -2, state.case)
    starts, ends = starts_and_ends(before, now)
    ends = np.union1d(ends, np.flatnonzero(begun_again & (state.case >= 0)))
    left = Memberships(ends, state.case[ends], state.since[ends], np.full(len(ends), roof.month - 1))
    state.case = now.astype(np.int32)
    state.since[starts] = roof.month
    return left


def _cash(rng: np.random.Generator, state: _State, roof: _Roof) -> None:
    """Cash goes to very poor families with children, nearly all of whom have food assistance; sixty months at most."""
    count = len(roof.home)
    fit = roof.leads & (roof.children > 0) & (state.months < benefits.CASH_MONTHS)
    fit &= benefits.is_poor_enough(roof.size, roof.income - roof.ssi, benefits.CASH_LIMIT)
    ends = ~fit & (rng.random(count) < np.where(roof.children > 0, 0.6, 1)) | (rng.random(count) < 0.03)
    ends |= ~roof.leads | (state.months >= benefits.CASH_MONTHS)
    state.cash[(state.cash >= 0) & ends] = -1
    asks = _ASKS_FOR_CASH * (1.3 - roof.people.means) * ((state.food >= 0) | state.proud)
    state.cash[fit & (state.cash < 0) & (rng.random(count) < asks)] = roof.month


def _granted(state: _State, roof: _Roof) -> tuple[Granted, Aided]:
    """The families of the month, and their people: the head, parents of minors in the home, the minors."""
    people, home = roof.people, roof.home
    in_family = (home >= 0) & (state.cash[home] >= 0)
    is_parent = np.zeros(len(home), bool)
    for parent in (people.mother, people.father):
        child = np.flatnonzero(in_family & roof.minor & (parent >= 0))
        same = home[parent[child]] == home[child]
        is_parent[parent[child][same]] = True
    is_head = home == np.arange(len(home))
    person = np.flatnonzero(in_family & (is_head | roof.minor | is_parent))
    head = np.flatnonzero(in_family & is_head)
    counted = person[roof.minor[person] | ~state.children_only[home[person]]]
    size = np.bincount(home[counted], minlength=len(home))[head]
    state.months[head] += 1
    net = benefits.net_income(roof.size[head], roof.earned[head], (roof.pension + roof.ssi + roof.other)[head])
    food = np.where(state.food[head] >= 0, benefits.food(roof.size[head], net), 0)
    month = np.full(len(head), roof.month)
    grant = benefits.cash(size, roof.earned[head])
    family = Granted(month, head, state.cash[head], size, state.months[head], roof.earned[head], grant, food)
    return family, Aided(np.full(len(person), roof.month), person, home[person], roof.person_earned[person])


def _close(state: _State, closing: np.ndarray) -> None:
    state.reviewed = closing == CLOSED_AT_REVIEW
    state.food[closing >= 0] = -1
