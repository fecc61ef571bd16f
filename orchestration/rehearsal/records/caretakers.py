"""Who cares for a reported child, and who is said to have harmed it."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.lives.county import County

NOBODY_NAMED = 0.08  # of allegations
BY_THE_PARTNER = 0.25  # of allegations in homes with two adults
SECOND_KIND = 0.25  # of children: another kind of maltreatment is alleged too


@dataclass
class Caretakers:
    """One row per subject (report and child) and adult; relation and kind of parent in NCANDS's codes."""

    subject: np.ndarray
    person: np.ndarray
    relation: np.ndarray
    kind: np.ndarray
    same_home: np.ndarray


@dataclass
class Accused:
    """One row per subject and allegation; the person is -1 where nobody is named."""

    subject: np.ndarray
    person: np.ndarray
    relation: np.ndarray
    kind: np.ndarray
    second: np.ndarray  # whether it is the child's second kind of maltreatment


def caretakers(rng: np.random.Generator, county: County) -> tuple[Caretakers, Accused]:
    """The parent at home, the partner there, a parent elsewhere; and of the adults at home, who is accused."""
    reports, subjects, people = county.reports, county.subjects, county.people
    child, keeper, day = subjects.child, reports.keeper[subjects.report], reports.day[subjects.report]
    partner = county.unions.partner_on(keeper, day)
    partner = np.where((partner >= 0) & people.present(np.maximum(partner, 0), day), partner, -1)
    other = np.where(people.mother[child] == keeper, people.father[child], people.mother[child])
    away = (other >= 0) & (other != partner) & people.present(np.maximum(other, 0), day)
    away &= rng.random(len(child)) < 0.55
    rows = [np.arange(len(child)), np.flatnonzero(partner >= 0), np.flatnonzero(away)]
    subject = np.concatenate(rows)
    person = np.concatenate([keeper, partner[rows[1]], other[rows[2]]])
    home = np.concatenate([np.full(len(row), mark) for row, mark in zip(rows, (b"Y", b"Y", b"N"), strict=True)])
    order = np.lexsort((np.arange(len(subject)), subject))
    adults = Caretakers(subject[order], person[order], *_relation(county, child[subject], person, order), home[order])
    return adults, _accused(rng, county, child, keeper, partner)


def _relation(county: County, child: np.ndarray, person: np.ndarray, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    parent = (county.people.mother[child] == person) | (county.people.father[child] == person)
    return np.where(parent, b"1", b"7")[order], np.where(parent, b"1", b"")[order]


def _accused(rng, county: County, child: np.ndarray, keeper: np.ndarray, partner: np.ndarray) -> Accused:
    subject = np.repeat(np.arange(len(child)), 1 + (rng.random(len(child)) < SECOND_KIND))
    second = np.concatenate([[False], subject[1:] == subject[:-1]]) if len(subject) else np.zeros(0, bool)
    luck = rng.random(len(child))
    person = np.where((partner >= 0) & (luck < BY_THE_PARTNER), partner, np.where(luck > 1 - NOBODY_NAMED, -1, keeper))[subject]
    relation, kind = _relation(county, child[subject], person, np.arange(len(subject)))
    return Accused(subject, person, *(np.where(person >= 0, text, b"") for text in (relation, kind)), second)
