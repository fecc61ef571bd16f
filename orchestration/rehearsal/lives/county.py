"""The county itself: all lives, from the eldest to the last newborn."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives import (
    care,
    cases,
    child_care,
    children,
    coverage,
    custody,
    dwellings,
    early_learning,
    emergencies,
    homes,
    households,
    income,
    learning,
    naming,
    numbers,
    pay,
    people,
    protection,
    removals,
    school,
    shelter,
    support,
    training,
    treatment,
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
    coverage: coverage.Coverage
    emergencies: emergencies.Emergencies
    treatment: treatment.Treatment
    care: care.Care
    reports: protection.Reports
    subjects: protection.Subjects
    removals: removals.Removals
    placements: removals.Placements
    bookings: custody.Bookings
    aliases: custody.Aliases
    trainings: training.Trainings
    support: cases.Support
    water: water.Water
    child_care: child_care.ChildCare
    early_learning: early_learning.EarlyLearning
    learning: learning.Learning


def lived(streams: Streams, window: Window, count: int, borrowed_share: float) -> County:
    """A county of about `count` people: who they are and where they live, then what befell them, then what they did."""
    folk, joined = _generations(streams, window, count)
    names = naming.named(streams.of("names"), folk, joined, namebook())
    held = numbers.numbered(streams.of("numbers"), folk, window, borrowed_share)
    built = dwellings.built(streams.of("dwellings"), count)
    settled = homes.settled(streams.of("homes"), folk, joined, built, window)
    stays = shelter.sheltered(streams.of("shelter"), folk, settled, window)
    reports, subjects, out, placed = _protected(streams, folk, settled, stays, window)
    stays = shelter.parted(stays, settled)
    booked = custody.booked(streams.of("custody"), folk, stays, window)
    trainings = training.trained(streams.of("training"), folk, window)
    subsidy = child_care.subsidised(streams.of("child care"), folk, settled, window)
    jobs = pay.paid(streams.of("pay"), folk, work.held(streams.of("work"), folk, stays, trainings, subsidy, window))
    enrolled = school.schooled(streams.of("school"), folk, settled, built, stays, window)
    early = early_learning.taught(streams.of("early learning"), folk, settled, built, enrolled, subsidy, window)
    roofs = households.kept(folk, settled, window)
    insured = coverage.covered(streams.of("coverage"), folk, settled, window)
    return County(
        window=window,
        people=folk,
        unions=joined,
        naming=names,
        numbers=held,
        dwellings=built,
        homes=settled,
        stays=stays,
        jobs=jobs,
        enrolments=enrolled,
        coverage=insured,
        emergencies=emergencies.rushed(streams.of("emergencies"), folk, stays, window),
        treatment=treatment.treated(streams.of("treatment"), folk, stays, window),
        care=care.cared(streams.of("care"), folk, insured, window),
        reports=reports,
        subjects=subjects,
        removals=out,
        placements=placed,
        bookings=booked,
        aliases=custody.known_as(streams.of("aliases"), folk, booked, names.book),
        trainings=trainings,
        support=support.supported(streams.of("support"), folk, settled, roofs, income.lived_on(streams.of("income"), folk, jobs)),
        water=water.supplied(streams.of("water"), folk, built, roofs),
        child_care=subsidy,
        early_learning=early,
        learning=learning.learned(streams.of("learning"), folk, enrolled, early.care_months, window),
    )


def _protected(streams: Streams, folk: people.People, settled: homes.Homes, stays: shelter.Stays, window: Window):
    """Reports, the children at home whom they name, removals and placements; who was removed is written into the homes."""
    reports, named = protection.reported(streams.of("reports"), folk, settled, stays, window)
    out = removals.removed(streams.of("removals"), folk, settled, reports, named, window)
    home = ~settled.in_care(named.child, reports.day[named.report])
    reports, named, number = protection.narrowed(reports, named, home)
    out.subject = number[out.subject]
    return reports, named, out, removals.placements(streams.of("placements"), folk, out)


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
