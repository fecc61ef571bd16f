"""The child welfare case system over time: all it will ever hold of reports, and what of that it shows on a day."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.caretakers import Accused, Caretakers, caretakers
from orchestration.rehearsal.records.case_clients import CaseClients, case_clients
from orchestration.rehearsal.records.reports import allegation_rows, child_rows, levels, report_numbers, report_rows
from orchestration.rehearsal.sending import Written, blanked, picked

TYPED_DAYS = 9  # after a finding was made, it is in the system


@dataclass
class CaseBook:
    """Rows by object as they will be once all is known, and the days on which that is."""

    clients: CaseClients
    objects: dict[str, Values]
    subject: dict[str, np.ndarray]  # object -> row of the county's subjects
    served: np.ndarray  # per subject: day services began, or never
    removed: np.ndarray  # per subject: day of the removal the report led to, or never
    in_care: np.ndarray  # per subject: day the child first came into care, or never
    care_number: np.ndarray  # by person: the number a child in care goes by; blank for all others


def case_book(rng: np.random.Generator, county: County, difficulty: Difficulty) -> CaseBook:
    """Reports, the people in them and what was alleged; a client has one number in all objects."""
    subjects, level = county.subjects, levels(rng, county)
    adults, accused = caretakers(rng, county)
    clients, numbers = _numbered(rng, county, adults, accused, difficulty)
    report = report_numbers(county.reports.day)[subjects.report]
    of = lambda at: {"RptID": report[at], "ChID": numbers[0][at]}  # noqa: E731
    every = np.arange(len(level))
    removed, in_care, care_number = _care(county, numbers[0])
    child = of(every) | {"AFCARSID": care_number[subjects.child]} | child_rows(rng, county, level)
    cared = {"CrgID": numbers[1], "CrgRel": adults.relation, "CrgPrnt": adults.kind, "SAME_HM_IND": adults.same_home}
    objects = {
        "report": report_rows(rng, county, level),
        "child": child,
        "caregiver": of(adults.subject) | cared,
        "allegation": of(accused.subject) | {"PerID": numbers[2]} | allegation_rows(rng, accused, level),
    }
    decided = county.reports.decided[subjects.report]
    helped = (level != b"") & ((level < b"3") | (rng.random(len(level)) < 0.2))
    served = np.where(helped, np.minimum(decided, NEVER - 30) + rng.integers(0, 25, len(level)), NEVER)
    rows = {"child": every, "caregiver": adults.subject, "allegation": accused.subject}
    return CaseBook(clients, objects, rows, served, removed, in_care, care_number)


def _numbered(
    rng, county: County, adults: Caretakers, accused: Accused, difficulty: Difficulty
) -> tuple[CaseClients, list[np.ndarray]]:
    """The clients, and the number of each mention: of children, of caretakers, of those accused (blank: nobody)."""
    reports, subjects = county.reports, county.subjects
    who = np.concatenate([subjects.child, adults.person, accused.person])
    row = np.concatenate([np.arange(len(subjects.child)), adults.subject, accused.subject])
    named = who >= 0
    clients, number = case_clients(rng, county, who[named], reports.day[subjects.report[row[named]]], difficulty)
    texts = np.zeros(len(who), number.dtype)
    texts[named] = number
    edges = np.cumsum([len(subjects.child), len(adults.person)])
    return clients, np.split(texts, edges)


def _care(county: County, child_number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per subject the removal it led to and the child's first one; by person the number in care, the one of that report."""
    subjects, removals, people = county.subjects, county.removals, len(county.people)
    removed = np.full(len(subjects.child), NEVER, np.int32)
    removed[removals.subject] = removals.start
    first = np.full(people, NEVER, np.int32)
    number = np.zeros(people, child_number.dtype)
    latest_first = np.argsort(-removals.start, kind="stable")
    first[removals.child[latest_first]] = removals.start[latest_first]
    number[removals.child[latest_first]] = child_number[removals.subject[latest_first]]
    return removed, first[subjects.child], number


def on(book: CaseBook, county: County, day: int) -> dict[str, Written]:
    """The objects as the system shows them at the end of a day: what is not known yet is blank."""
    reports, subjects = county.reports, county.subjects
    there, found = reports.day <= day, reports.decided <= day - TYPED_DAYS
    report = blanked(book.objects["report"], found, ("RptDisp", "RpDispDt"))
    report = blanked(report, reports.looked_into <= day, ("InvDate",))
    closed = np.where(reports.screened_in, np.minimum(reports.decided, NEVER - 30) + 20, reports.day + 1)
    report = blanked(report, closed <= day, ("CLSR_DT",))
    known = found[subjects.report]
    child = blanked(book.objects["child"], known, ("ChDisp", "MalDeath"))
    child = blanked(child, book.in_care <= day, ("AFCARSID",)) | _followed(book, known, day)
    allegation = blanked(book.objects["allegation"], known[book.subject["allegation"]], ("MalLev",))
    values = {"child": child, "caregiver": book.objects["caregiver"], "allegation": allegation}
    rows = {name: Written(picked(values[name], there[subjects.report[book.subject[name]]])) for name in values}
    seen = book.clients.since <= day
    client = Written(picked(book.clients.values, seen), {"person": book.clients.person[seen]})
    return {"client": client, "report": Written(picked(report, there)), **rows}


def _followed(book: CaseBook, known: np.ndarray, day: int) -> Values:
    """Services and removals because of a report, as far as they have happened."""
    served, removed = book.served <= day, book.removed <= day
    answer = lambda happened: np.where(happened, b"1", np.where(known, b"2", b""))  # noqa: E731
    return {
        "PostServ": answer(served),
        "ServDate": np.where(served, written(book.served), b""),
        "FosterCr": answer(removed),
        "RmvDate": np.where(removed, written(book.removed), b""),
    }
