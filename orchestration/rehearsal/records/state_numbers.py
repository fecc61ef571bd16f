"""The state's student numbers: one series for schools and Head Start, in which a few children have two."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.spelling import counted, digits
from orchestration.rehearsal.streams import settled_share

_STEP = 11  # between two children; what lies between them is free for second numbers and for those no school knows
_FIRST = 2_000_000_000


@dataclass(frozen=True)
class NumberRates:
    """What goes wrong when a number is looked up."""

    second_state_id: float = 0.01  # of pupils: a second StateID after a move
    not_found: float = 0.08  # of Head Start children: a number of their own, though school gives them another


RATES = NumberRates()


@dataclass
class StudentNumbers:
    """Per row of the county's enrolments: the state's number and the district's own, as texts."""

    state: np.ndarray
    local: np.ndarray


def state_numbers(county: County, difficulty: Difficulty) -> StudentNumbers:
    """Numbers by first enrolment, so that twins are neighbours; a few pupils get a second one at a new school."""
    rows = county.enrolments
    pupils, first, index = np.unique(rows.person, return_index=True, return_inverse=True)
    serial = _serials(county, pupils, first)
    twice = settled_share(pupils, "second state number") < difficulty.of(RATES).second_state_id
    second = twice[index] & (rows.school != rows.school[first][index])
    number = _FIRST + serial[index] * _STEP + np.where(second, 7 + _STEP * len(pupils), 0)
    return StudentNumbers(digits(number, 10), counted(100_000 + serial[index]))


def head_start_numbers(county: County, children: np.ndarray, difficulty: Difficulty) -> np.ndarray:
    """The number a school gives the child later, or one of its own where none was found."""
    rows = county.enrolments
    pupils, first = np.unique(rows.person, return_index=True)
    serial = _serials(county, pupils, first)
    at = np.minimum(np.searchsorted(pupils, children), max(len(pupils) - 1, 0))
    found = pupils[at] == children if len(pupils) else np.zeros(len(children), bool)
    found = found & (settled_share(children, "not found") >= difficulty.of(RATES).not_found)
    own = _FIRST + children.astype(np.int64) * _STEP + 4
    return digits(np.where(found, _FIRST + serial[at] * _STEP if len(pupils) else own, own), 10)


def _serials(county: County, pupils: np.ndarray, first: np.ndarray) -> np.ndarray:
    """In the order of first enrolment; children of one mother and birth stand together."""
    people, rows = county.people, county.enrolments
    order = np.lexsort((pupils, people.birth[pupils], people.mother[pupils], rows.term[first]))
    serial = np.empty(len(pupils), np.int64)
    serial[order] = np.arange(len(pupils))
    return serial
