"""IncomeBenefits.csv: what adults say of income, benefits and insurance at entry and at exit."""

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, month_of, written
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.shelter import CHILD
from orchestration.rehearsal.spelling import counted, digits

_ENTRY, _EXIT = b"1", b"3"
_SOURCES = ("Unemployment", "SSI", "SSDI", "TANF", "GA", "SocSecRetirement", "ChildSupport")
_OTHER_SOURCES = ("VADisabilityService", "VADisabilityNonService", "PrivateDisability", "WorkersComp", "Pension", "Alimony")
_OTHER_SOURCES += ("OtherIncomeSource",)
_OTHER_INSURANCE = ("SCHIP", "COBRA", "PrivatePay", "StateHealthIns", "IndianHealthServices", "OtherInsurance")
REFUSES = 0.05


def income_rows(rng: np.random.Generator, county: County, client_number: np.ndarray) -> tuple[Values, np.ndarray, np.ndarray]:
    """The answers, and the stay and the day of each."""
    stays = county.stays
    adult = (stays.relation != CHILD) & (county.people.birth[stays.person] <= stays.entry - 18 * YEAR)
    came, went = np.flatnonzero(adult), np.flatnonzero(adult & (stays.exit < NEVER) & (rng.random(len(adult)) < 0.7))
    stay = np.concatenate([came, went])
    day = np.concatenate([stays.entry[came], stays.exit[went]])
    stage = np.repeat(np.array([_ENTRY, _EXIT]), (len(came), len(went)))
    order = np.lexsort((stage, stay, day))
    stay, day, stage = stay[order], day[order], stage[order]
    person, refuses = stays.person[stay], rng.random(len(stay)) < REFUSES
    values = {
        "IncomeBenefitsID": digits(1 + np.arange(len(stay)), 9),
        "EnrollmentID": digits(1 + stay, 8),
        "PersonalID": client_number[stay],
        "InformationDate": written(day),
        "DataCollectionStage": stage,
        "ConnectionWithSOAR": np.full(len(stay), b"0"),
    }
    for answers in (_income(rng, county, person, day), _benefits(rng, county, person), _insurance(rng, county, person)):
        values |= {column: np.where(refuses, b"", text) for column, text in answers.items()}
    for column in ("IncomeFromAnySource", "BenefitsFromAnySource", "InsuranceFromAnySource"):
        values[column] = np.where(refuses, b"9", values[column])
    return values, stay, day


def _income(rng, county: County, person: np.ndarray, day: np.ndarray) -> Values:
    """Earnings a month as in the wages of the quarter, give or take; other sources as adults of their age have them."""
    count, age = len(person), county.people.age(person, day)
    earned = (county.jobs.paid_in(person, month_of(day) // 3) / 3 * rng.uniform(0.8, 1.1, count)).astype(np.int64)
    share = dict.fromkeys(_SOURCES, np.zeros(count))
    share |= {"SSI": np.where(person % 9 == 0, 0.8, 0.02), "SSDI": np.where(person % 13 == 0, 0.7, 0.02)}
    share |= {"Unemployment": np.where(earned == 0, 0.04, 0), "ChildSupport": np.full(count, 0.04)}
    share |= {"TANF": np.where(age < 50, 0.06, 0), "GA": np.full(count, 0.01), "SocSecRetirement": np.where(age >= 63, 0.7, 0)}
    typical = {
        "SSI": 880,
        "SSDI": 1100,
        "Unemployment": 900,
        "ChildSupport": 230,
        "TANF": 340,
        "GA": 180,
        "SocSecRetirement": 1150,
    }
    amounts = {
        source: np.where(rng.random(count) < share[source], (typical[source] * rng.uniform(0.75, 1.2, count)).astype(np.int64), 0)
        for source in _SOURCES
    }
    amounts = {"Earned": earned} | amounts
    total = sum(amounts.values())
    values = {"IncomeFromAnySource": _flag(total > 0), "TotalMonthlyIncome": _money(total)}
    for source, amount in amounts.items():
        values |= {source: _flag(amount > 0), f"{source}Amount": _money(amount)}
    return values | dict.fromkeys(_OTHER_SOURCES, np.full(count, b"0"))


def _benefits(rng, county: County, person: np.ndarray) -> Values:
    count, means = len(person), county.people.means[person]
    snap, wic = rng.random(count) < 0.85 - 0.6 * means, rng.random(count) < 0.06
    none = dict.fromkeys(("TANFChildCare", "TANFTransportation", "OtherTANF", "OtherBenefitsSource"), np.full(count, b"0"))
    return {"BenefitsFromAnySource": _flag(snap | wic), "SNAP": _flag(snap), "WIC": _flag(wic)} | none


def _insurance(rng, county: County, person: np.ndarray) -> Values:
    """Most have Medicaid; who lacks one says why where HUD asks."""
    count = len(person)
    luck = rng.random(count)
    has = {
        "Medicaid": luck < 0.66,
        "Medicare": person % 13 == 0,
        "VHAServices": person % 43 == 0,
        "EmployerProvided": luck > 0.94,
    }
    values = {"InsuranceFromAnySource": _flag(np.any(list(has.values()), axis=0))}
    values |= {source: _flag(held) for source, held in has.items()}
    values["NoMedicaidReason"] = np.where(has["Medicaid"], b"", np.where(luck < 0.8, b"3", np.where(luck < 0.9, b"2", b"4")))
    return values | dict.fromkeys(_OTHER_INSURANCE, np.full(count, b"0"))


def _flag(true: np.ndarray) -> np.ndarray:
    return np.where(true, b"1", b"0")


def _money(dollars: np.ndarray) -> np.ndarray:
    return np.where(dollars > 0, np.strings.add(counted(dollars), b".00"), b"")
