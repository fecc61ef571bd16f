"""Which claims follow from what happened to members: one batch of lines per kind of event, as numbers, not yet text."""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.rehearsal.lives import treatment
from orchestration.rehearsal.lives.care import CHECKUP, DELIVERY, MEDICAL, NEWBORN, OFFICE, WELL_CHILD
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.claim_lines import KINDS, LINES, NONE, diagnoses
from orchestration.rehearsal.series import repeats

_COMPLAINTS = diagnoses("J069", "H6690", "L209", "M545", "I10", "E119", "J45909", "R5383")
_CAUSES = diagnoses("S0990XA", "J209", "R079", "R109", "A419", "F99", "F1910", "R531")
_TREATED = diagnoses("F329", "F411", "F4310", "F902", "F209", "F319")
_SUBSTANCES = diagnoses("F1020", "F1420", "F1220", "F1120", "F1190", "F1520")
_ILL = diagnoses("J189", "I509", "A419", "K359")
_SESSIONS = ("assessment", "therapy", "medication", "case_management", "crisis")
_TREATMENTS = ("detoxification", "residence", "residence", "intensive_outpatient", "outpatient_group")
_EVERY_DAYS = np.array([1, 1, 1, 4, 7])  # between the services of an episode
assert len(_SESSIONS) == len(treatment.KINDS) and len(_TREATMENTS) == len(treatment.SERVICES)


@dataclass
class Lines:
    """One row per claim line."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray  # row of LINES
    diagnosis: np.ndarray  # row of DIAGNOSES
    second: np.ndarray  # the same; NONE
    units: np.ndarray
    event: np.ndarray  # lines of one form and one event are one claim

    def __len__(self) -> int:
        return len(self.person)


def together(parts: list[Lines]) -> Lines:
    """All batches as one, with events numbered through."""
    offset = np.cumsum([0, *(int(part.event.max(initial=-1)) + 1 for part in parts)])
    events = [part.event + start for part, start in zip(parts, offset[:-1], strict=True)]
    columns = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Lines) if f.name != "event"}
    return Lines(**columns, event=np.concatenate(events))


def lines_of(rng: np.random.Generator, county: County) -> Lines:
    """The lines of everything that happened on a covered day."""
    return together(
        [
            _visits(rng, county),
            _well_child(rng, county),
            _emergencies(rng, county),
            _hospital(rng, county),
            _sessions(county),
            _episodes(county),
        ]
    )


def _lines(person, start, end, diagnosis, chosen: list[tuple[np.ndarray, np.ndarray]], second=NONE, units=1) -> Lines:
    """Lines of events; `chosen` are pairs of which events have a line, and of which kind."""
    rows = np.concatenate([np.flatnonzero(has) for has, _ in chosen])
    kind = np.concatenate([np.broadcast_to(kind, has.shape)[has] for has, kind in chosen])
    spread = lambda column: np.broadcast_to(column, person.shape)[rows]  # noqa: E731
    return Lines(
        person[rows], start[rows], end[rows], kind.astype(np.int8), spread(diagnosis).astype(np.int16),
        spread(second).astype(np.int16), spread(units).astype(np.int16), rows.astype(np.int64),
    )  # fmt: skip


def _visits(rng, county: County) -> Lines:
    """Office visits and adults' check-ups, some with a blood test."""
    care, count = county.care, len(county.care.day)
    office, checkup = care.kind == OFFICE, care.kind == CHECKUP
    luck, older = rng.random(count), county.people.age(care.person, care.day) >= 40
    office_kind = np.where(luck < 0.18, KINDS["health_center"], np.where(luck < 0.5, KINDS["long_office"], KINDS["office"]))
    kind = np.where(checkup, np.where(older, KINDS["later_checkup"], KINDS["checkup"]), office_kind)
    tested = (office & (rng.random(count) < 0.2)) | (checkup & (rng.random(count) < 0.5))
    diagnosis = np.where(checkup, diagnoses("Z0000"), _COMPLAINTS[care.complaint])
    chosen = [(office | checkup, kind), (tested, np.full(count, KINDS["laboratory"]))]
    return _lines(care.person, care.day, care.day, diagnosis, chosen)


def _well_child(rng, county: County) -> Lines:
    """The visit by age, vaccinations of the small, and screenings of development."""
    care = county.care
    rows = np.flatnonzero(care.kind == WELL_CHILD)
    person, day = care.person[rows], care.day[rows]
    days = day - county.people.birth[person]
    names = ("well_infant", "well_toddler", "well_child", "well_teen", "checkup")
    kinds = np.array([KINDS[name] for name in names])
    kind = kinds[np.searchsorted((365, 5 * 365.25, 12 * 365.25, 18 * 365.25), days, side="right")]
    vaccinated = (days < 600) & (rng.random(len(days)) < 0.85) | (rng.random(len(days)) < 0.15)
    screened = (days > 200) & (days < 1000) & (rng.random(len(days)) < 0.5)
    diagnosis = np.where(days < 29, diagnoses("Z00110"), diagnoses("Z00129"))
    every = np.ones(len(days), bool)
    chosen = [(every, kind), (vaccinated, np.full(len(days), KINDS["vaccination"]))]
    chosen.append((screened, np.full(len(days), KINDS["screening"])))
    return _lines(person, day, day, diagnosis, chosen, second=np.where(vaccinated, diagnoses("Z23"), NONE))


def _emergencies(rng, county: County) -> Lines:
    """The hospital's lines, the doctor's, and the ambulance's."""
    rushed = county.emergencies
    rows = np.flatnonzero(county.coverage.on(rushed.person, rushed.day))
    person, day, count = rushed.person[rows], rushed.day[rows], len(rows)
    grave = rng.random(count) < np.where(rushed.by_ambulance[rows], 0.6, 0.12)
    every = np.ones(count, bool)
    chosen = [
        (every, np.where(grave, KINDS["grave_emergency"], KINDS["emergency"])),
        (rng.random(count) < 0.45, np.full(count, KINDS["emergency_tests"])),
        (rng.random(count) < 0.25, np.full(count, KINDS["emergency_picture"])),
        (every, np.where(grave, KINDS["grave_emergency_doctor"], KINDS["emergency_doctor"])),
        (rushed.by_ambulance[rows], np.full(count, KINDS["ambulance"])),
    ]
    return _lines(person, day, day, _CAUSES[rushed.cause[rows]], chosen)


def _hospital(rng, county: County) -> Lines:
    """Days in hospital by reason, drugs, and a doctor."""
    care, count = county.care, len(county.care.reason)
    of = lambda *names: np.array([KINDS[name] for name in names])[care.reason]  # noqa: E731
    assert (DELIVERY, NEWBORN, MEDICAL) == (0, 1, 2)
    every = np.ones(count, bool)
    fixed = np.array([*diagnoses("O80", "Z3800"), NONE], np.int16)[care.reason]
    diagnosis = np.where(care.reason == MEDICAL, _ILL[rng.integers(0, len(_ILL), count)], fixed)
    chosen = [
        (every, of("ward", "nursery", "ward")),
        (care.reason == DELIVERY, np.full(count, KINDS["delivery_room"])),
        (care.reason != NEWBORN, np.full(count, KINDS["hospital_drugs"])),
        (every, of("delivery_doctor", "newborn_doctor", "hospital_doctor")),
    ]
    return _lines(care.inpatient, care.admitted, care.discharged, diagnosis, chosen)


def _sessions(county: County) -> Lines:
    """Services for mental health; children's therapy is often at school."""
    helped = county.treatment
    rows = np.flatnonzero(county.coverage.on(helped.session_person, helped.session_day))
    person, day = helped.session_person[rows], helped.session_day[rows]
    kind = np.array([KINDS[name] for name in _SESSIONS])[helped.session_kind[rows]]
    at_school = (kind == KINDS["therapy"]) & (county.people.age(person, day) < 18) & (person % 3 == 0)
    kind = np.where(at_school, KINDS["school_therapy"], kind)
    return _lines(person, day, day, _TREATED[helped.session_diagnosis[rows]], [(np.ones(len(rows), bool), kind)])


def _episodes(county: County) -> Lines:
    """Services of treatment for substance use, a day or some days apart, while the episode and the coverage last."""
    helped, last = county.treatment, county.window.end_day
    every = _EVERY_DAYS[helped.service]
    times = (np.minimum(helped.discharged, last) - helped.admitted) // every + 1
    row, number = repeats(times)
    day = helped.admitted[row] + number * every[row]
    kept = county.coverage.on(helped.person[row], day)
    row, day = row[kept], day[kept].astype(np.int32)
    kind = np.array([KINDS[name] for name in _TREATMENTS])[helped.service[row]]
    opioids = np.isin(np.array(treatment.SUBSTANCES)[helped.substance[row]], (5, 7))
    kind = np.where(opioids & (kind == KINDS["outpatient_group"]), KINDS["medicated_outpatient"], kind)
    return _lines(helped.person[row], day, day, _SUBSTANCES[helped.substance[row]], [(np.ones(len(row), bool), kind)])


def is_institutional(kind: np.ndarray) -> np.ndarray:
    """Whether each line stands on a hospital's claim."""
    return np.array([line.is_institutional for line in LINES.values()])[kind]
