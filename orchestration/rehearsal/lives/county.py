"""The county itself: all lives, from the eldest to the last newborn."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives import (
    cases,
    children,
    dwellings,
    homes,
    households,
    income,
    naming,
    numbers,
    pay,
    people,
    school,
    shelter,
    support,
    training,
    unions,
    water,
    work,
)
from orchestration.rehearsal.lives.namebook import namebook
from orchestration.rehearsal.streams import Streams


@dataclass
class County:
    """Everything that is true."""

    window: Window
    people: people.People
    unions: unions.Unions
    naming: naming.Naming
    numbers: numbers.Numbers
    dwellings: dwellings.Dwellings
    homes: homes.Homes
    stays: shelter.Stays
    jobs: pay.Jobs
    enrolments: school.Enrolments
    trainings: training.Trainings
    support: cases.Support
    water: water.Water


def lived(streams: Streams, window: Window, count: int, borrowed_share: float) -> County:
    """A county of about `count` people."""
    folk, joined = _generations(streams, window, count)
    names = naming.named(streams.of("names"), folk, joined, namebook())
    held = numbers.numbered(streams.of("numbers"), folk, window, borrowed_share)
    built = dwellings.built(streams.of("dwellings"), count)
    settled = homes.settled(streams.of("homes"), folk, joined, built, window)
    stays = shelter.sheltered(streams.of("shelter"), folk, settled, window)
    trainings = training.trained(streams.of("training"), folk, window)
    jobs = pay.paid(streams.of("pay"), folk, work.held(streams.of("work"), folk, stays, trainings, window))
    enrolled = school.schooled(streams.of("school"), folk, settled, built, stays, window)
    roofs = households.kept(folk, settled, window)
    incomes = income.lived_on(streams.of("income"), folk, jobs)
    aid = support.supported(streams.of("support"), folk, settled, roofs, incomes)
    supplied = water.supplied(streams.of("water"), folk, built, roofs)
    return County(window, folk, joined, names, held, built, settled, stays, jobs, enrolled, trainings, aid, supplied)


def _generations(streams: Streams, window: Window, count: int) -> tuple[people.People, unions.Unions]:
    """The eldest, the children of their women, and the children of those daughters who are old enough."""
    folk = people.eldest(streams.of("eldest"), window, count)
    joined = unions.Unions.none(len(folk))
    unions.join(streams.of("first unions"), folk, joined, window)
    for generation in ("children", "grandchildren"):
        women = np.flatnonzero((folk.sex == people.FEMALE) & (folk.birth < window.end_day - 15 * YEAR))
        if generation == "grandchildren":
            women = women[folk.mother[women] >= 0]
        folk = people.together(folk, children.born(streams.of(generation), folk, joined, window, women))
        joined = joined.extended(len(folk))
        if generation == "children":
            unions.join(streams.of("later unions"), folk, joined, window, born_after=window.end_day - round(28 * YEAR))
    return folk, joined
