"""A continuum's HMIS: clients, stays and exits, as a full HUD CSV export on a day shows them."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives import shelter
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.clients import Clients, client_list
from orchestration.rehearsal.records.hmis_income import income_rows
from orchestration.rehearsal.records.hmis_services import service_rows
from orchestration.rehearsal.records.projects import project_of
from orchestration.rehearsal.sending import picked
from orchestration.rehearsal.spelling import digits

COC = b"KY-590"
FOSTER_CARE = b"215"
_FROM = {b"116": 0.26, b"101": 0.22, b"335": 0.12, b"336": 0.11, b"410": 0.09, b"314": 0.06, b"207": 0.03, b"206": 0.03}
_FROM |= {b"302": 0.02, b"435": 0.02, b"99": 0.04}
_TIMES = {b"1": 0.5, b"2": 0.2, b"3": 0.1, b"4": 0.15, b"99": 0.05}
_FROM_HOUSED = {b"410": 0.34, b"435": 0.36, b"422": 0.08, b"423": 0.04, b"312": 0.04, b"313": 0.03}
_FROM_HOUSED |= {b"101": 0.02, b"116": 0.01, b"207": 0.01, b"30": 0.05, b"99": 0.02}
_FROM_HOMELESS = {b"410": 0.16, b"435": 0.17, b"422": 0.07, b"423": 0.04, b"312": 0.08, b"313": 0.07, b"101": 0.05}
_FROM_HOMELESS |= {b"116": 0.06, b"302": 0.03, b"207": 0.02, b"24": 0.003, b"30": 0.18, b"99": 0.067}


@dataclass
class Hmis:
    """Everything the HMIS will ever hold; a snapshot is what it holds on a day."""

    clients: Clients
    stays: Values
    exits: Values
    services: Values
    income: Values
    service_of: tuple[np.ndarray, np.ndarray]  # stay and day of each service
    income_of: tuple[np.ndarray, np.ndarray]  # stay and day of each answer
    client: np.ndarray  # stay -> row of clients
    entered: np.ndarray  # day each stay was typed in
    exit_entered: np.ndarray  # day each exit was typed in, or never


def hmis(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Hmis:
    """Clients, stays and exits with the days on which they were typed in."""
    stays = county.stays
    clients, client = client_list(rng, county, difficulty)
    households = int(stays.household.max(initial=-1)) + 1
    entered = stays.entry + rng.exponential(4, households).astype(np.int32)[stays.household]
    known = stays.exit < NEVER
    late = rng.exponential(9, households).astype(np.int32)[stays.household]
    number = clients.values["PersonalID"][client]
    stayed, left = _stays(rng, county, clients, client), _exits(rng, county, clients, client, difficulty)
    services, *service_of = service_rows(rng, county, number)
    income, *income_of = income_rows(rng, county, number)
    return Hmis(
        clients,
        stayed,
        left,
        services | _audit(service_of[1]),
        income | _audit(income_of[1]),
        tuple(service_of),
        tuple(income_of),
        client,
        entered,
        np.where(known, stays.exit + late, NEVER),
    )


def snapshot(book: Hmis, day: int) -> tuple[dict[str, Values], np.ndarray]:
    """The five tables of people as the HMIS holds them at the end of a day, and the persons of the client rows."""
    typed, left = book.entered <= day, book.exit_entered <= day
    left &= typed
    seen = np.zeros(len(book.clients.person), bool)
    seen[book.client[typed]] = True
    given, asked = (typed[stay] & (when <= day) for stay, when in (book.service_of, book.income_of))
    tables = {
        "Client": picked(book.clients.values, seen),
        "Enrollment": picked(book.stays, typed),
        "Exit": picked(book.exits, left),
        "Services": picked(book.services, given),
        "IncomeBenefits": picked(book.income, asked),
    }
    return tables, book.clients.person[seen]


def _audit(entered: np.ndarray) -> Values:
    stamp = written(entered)
    return {"DateCreated": stamp, "DateUpdated": stamp, "UserID": digits(200 + entered % 17, 4)}


def _stays(rng, county: County, clients: Clients, client: np.ndarray) -> Values:
    stays = county.stays
    count = len(stays.person)
    values = {
        "EnrollmentID": digits(1 + np.arange(count), 8),
        "PersonalID": clients.values["PersonalID"][client],
        "ProjectID": project_of(stays.project_type, stays.family, stays.household),
        "EntryDate": written(stays.entry),
        "HouseholdID": np.strings.add(b"H", digits(1 + stays.household, 7)),
        "RelationshipToHoH": stays.relation.astype("S1"),
        "EnrollmentCoC": np.where(stays.relation == 1, COC, b""),
        "DisablingCondition": np.where(stays.person % 3 == 0, b"1", np.where(rng.random(count) < 0.06, b"99", b"0")),
        "MoveInDate": _moved_in(rng, county),
    }
    return values | _slept_before(rng, county) | _audit(stays.entry)


def _moved_in(rng: np.random.Generator, county: County) -> np.ndarray:
    """Move-in dates of housing projects; those of the future are not known yet."""
    stays = county.stays
    move_in = stays.entry + rng.exponential(28, len(stays.entry)).astype(np.int32)
    known = np.isin(stays.project_type, shelter.HOUSED_TYPES)
    return np.where(known & (move_in <= np.minimum(stays.exit, county.window.end_day)), written(move_in), b"")


def _slept_before(rng: np.random.Generator, county: County) -> Values:
    """Where adults slept before entry, and since when they have been without a home."""
    stays = county.stays
    count = len(stays.person)
    adult = county.people.birth[stays.person] <= stays.entry - 18 * YEAR
    since = stays.entry - rng.exponential(70, count).astype(np.int32)
    values = {
        "LivingSituation": rng.choice(list(_FROM), count, p=list(_FROM.values())),
        "LengthOfStay": rng.choice(np.array([b"10", b"11", b"2", b"3", b"4", b"5", b"99"]), count),
        "TimesHomelessPastThreeYears": rng.choice(list(_TIMES), count, p=list(_TIMES.values())),
        "MonthsHomelessPastThreeYears": np.strings.add(b"1", digits(rng.integers(1, 14, count), 2)),
        "DateToStreetESSH": written(since),
    }
    values["RentalSubsidyType"] = np.where(values["LivingSituation"] == b"435", b"433", b"")
    return {column: np.where(adult, text, b"") for column, text in values.items()}


def _exits(rng, county: County, clients: Clients, client: np.ndarray, difficulty: Difficulty) -> Values:
    """Where each household went; the same for all its members."""
    stays = county.stays
    households = int(stays.household.max(initial=-1)) + 1
    housed = np.isin(stays.project_type, shelter.HOUSED_TYPES)
    goes = [_destinations(rng, shares, households)[stays.household] for shares in (_FROM_HOUSED, _FROM_HOMELESS)]
    placed = (stays.relation == shelter.CHILD) & county.homes.in_care(stays.person, stays.exit)
    destination = np.where(placed, FOSTER_CARE, np.where(housed, *goes))
    left = np.where(stays.exit < NEVER, stays.exit, stays.entry)
    typed_wrong = rng.random(len(left)) < difficulty.broken_rows
    left = np.where(typed_wrong, stays.entry - 365, left)
    values = {
        "ExitID": digits(1 + np.arange(len(left)), 8),
        "EnrollmentID": digits(1 + np.arange(len(left)), 8),
        "PersonalID": clients.values["PersonalID"][client],
        "ExitDate": written(left),
        "Destination": np.where(rng.random(len(left)) < difficulty.broken_rows, b"999", destination),
        "DestinationSubsidyType": np.where(destination == b"435", b"433", b""),
    }
    return values | _audit(np.where(stays.exit < NEVER, stays.exit, stays.entry))


def _destinations(rng: np.random.Generator, shares: dict[bytes, float], count: int) -> np.ndarray:
    weights = np.array(list(shares.values()))
    return rng.choice(list(shares), count, p=weights / weights.sum())
