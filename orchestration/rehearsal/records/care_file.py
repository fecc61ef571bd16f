"""Out-of-home care as the case system holds it: children, parents, removals and placements, on a day."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import STATE_FIPS
from orchestration.rehearsal.lives.removals import ADOPTED, FOSTER_HOME, GUARDIANSHIP, RAN
from orchestration.rehearsal.records.care_people import child_rows, foster_parents, parent_rows
from orchestration.rehearsal.records.case_book import CaseBook
from orchestration.rehearsal.sending import Written, blanked
from orchestration.rehearsal.spelling import counted

_CIRCUMSTANCES = {"neglect": 0.6, "caretakerDrugs": 0.36, "physicalAbuse": 0.14, "domesticViolence": 0.12, "housing": 0.08}
_CIRCUMSTANCES |= {"caretakerAlcohol": 0.06, "incarceration": 0.07, "medicalNeglect": 0.03, "psychologicalAbuse": 0.04}
_CIRCUMSTANCES |= {"sexualAbuse": 0.04, "childBehavior": 0.05, "runaway": 0.01, "caretakerDeath": 0.01}


@dataclass
class CareFile:
    """Rows by object once all is known, and the days on which that is."""

    objects: dict[str, Written]
    known: dict[str, np.ndarray]  # object -> day each row appears
    exit_known: np.ndarray  # per removal
    plan_known: np.ndarray  # per removal
    left_known: np.ndarray  # per placement


def care_file(rng: np.random.Generator, county: County, book: CaseBook, difficulty: Difficulty) -> CareFile:
    """Everything that will ever stand in the files; the numbers of children and parents are those of the case system."""
    removals, placements = county.removals, county.placements
    number = book.care_number[removals.child]
    entered = removals.start + rng.integers(0, 18, len(removals))
    exit_known = removals.end + rng.integers(0, 8, len(removals))
    planned = removals.start + rng.integers(40, 75, len(removals))
    planned = np.where(planned < removals.end, planned, NEVER)
    child, child_known = child_rows(county, book, entered)
    parent, parent_known = parent_rows(county, book, entered)
    of = placements.removal
    last = np.append(of[1:] != of[:-1], True) if len(of) else np.zeros(0, bool)
    objects = {
        "child": child,
        "parent": parent,
        "removal": Written(_removal(rng, county, number, entered, planned, exit_known)),
        "placement": _placement(rng, county, number, difficulty),
    }
    known = {"child": child_known, "parent": parent_known, "removal": entered}
    known["placement"] = np.maximum(entered[of], placements.start)
    left_known = np.where(last, exit_known[of], placements.end)
    return CareFile(objects, known, exit_known, planned, left_known)


def _removal(rng, county: County, number: np.ndarray, entered: np.ndarray, planned: np.ndarray, exit_known: np.ndarray) -> Values:
    removals, count = county.removals, len(county.removals)
    homeless = county.reports.homeless[county.subjects.report[removals.subject]]
    said = {name: rng.random(count) < share for name, share in _CIRCUMSTANCES.items()}
    said["homelessness"] = homeless & (rng.random(count) < 0.7)
    said["housing"] |= homeless
    said["abandonment"] = rng.random(count) < 0.02
    said["relinquishment"] = ~said["abandonment"] & (rng.random(count) < 0.01)
    said["neglect"] |= ~np.any(list(said.values()), axis=0)
    lasting = np.isin(removals.reason, (ADOPTED, GUARDIANSHIP)) & (rng.random(count) < 0.5)
    goal = np.where(lasting, b"3", np.where(rng.random(count) < 0.85, b"1", b"2"))
    values = {
        "childRecordNumber": number,
        "removalDate": written(removals.start),
        "transactionDate": written(entered),
        "environment": np.where(rng.random(count) < 0.93, b"1", b"2"),
        "planDate": written(planned),
        "planGoal": np.where(planned < NEVER, goal, b""),
        "exitDate": written(removals.end),
        "exitTransaction": written(exit_known),
        "exitReason": removals.reason.astype("S1"),
    }
    return values | {name: np.where(applies, b"1", b"0") for name, applies in said.items()}


def _placement(rng, county: County, number: np.ndarray, difficulty: Difficulty) -> Written:
    removals, placements = county.removals, county.placements
    of, family = placements.removal, placements.setting == FOSTER_HOME
    carer = np.where(family, removals.carer[of], -1)
    values = {
        "childRecordNumber": number[of],
        "removalDate": written(removals.start[of]),
        "startDate": written(placements.start),
        "endDate": written(placements.end),
        "fosterFamilyHome": np.where(family, b"1", b"0"),
        "licensed": np.where(family, np.where(removals.kin[of] & (removals.child[of] % 2 == 0), b"0", b"1"), b""),
        "relative": np.where(family, np.where(removals.kin[of], b"1", b"0"), b""),
        "otherSetting": np.where(family, b"", counted(placements.setting)),
        "location": np.where(placements.setting == RAN, b"4", np.where(removals.child[of] % 29 == 0, b"2", b"1")),
    }
    return Written(values | foster_parents(rng, county, carer, placements.start, difficulty), {"caregiver": carer})


def on(file: CareFile, county: County, day: int) -> dict[str, Written]:
    """The objects as the extract of a day has them."""
    objects = dict(file.objects)
    left = file.exit_known <= day
    removal = blanked(objects["removal"].values, left, ("exitDate", "exitTransaction"))
    removal = blanked(removal, file.plan_known <= day, ("planDate", "planGoal"))
    removal["exitReason"] = np.where(left, removal["exitReason"], b"9")
    placement = objects["placement"]
    gone = blanked(placement.values, file.left_known <= day, ("endDate",))
    objects |= {"removal": Written(removal), "placement": Written(gone, placement.persons)}
    seen = {name: written_.picked(file.known[name] <= day) for name, written_ in objects.items()}
    return {"report": Written(_about(county, day, len(seen["child"]), len(seen["removal"])))} | seen


def _about(county: County, day: int, children: int, removals: int) -> Values:
    """The file's own row."""
    today = np.array([day])
    return {
        "agency": np.array([STATE_FIPS]),
        "period": written(today).astype("S6"),
        "created": written(today + 3),
        "children": counted(np.array([children])),
        "removals": counted(np.array([removals])),
    }
