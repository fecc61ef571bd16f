"""Water accounts as the utility's billing system has them on a day: accounts, and spells out of good standing."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.water import ASSISTANCE, PROTECTED, SHUT_OFF
from orchestration.rehearsal.records.facts_written import address_of
from orchestration.rehearsal.records.names_written import Hand, full_names, written_names
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.spelling import digits, dollars_and_cents
from orchestration.rehearsal.streams import Streams

HAND = Hand(capitals=True, accents=0.0, marks=0.3)
_STATUS = np.array([b"PASTDUE", b"NOTICE", b"SHUTOFF", b"PLAN", b"PROTECT"])
_PROTECTION = np.array([b"WINTER", b"MEDICAL", b"ASSIST", b""])  # by reason; -1: none


@dataclass(frozen=True)
class UtilityRates:
    """What goes wrong when an account is opened."""

    slips: Slips
    in_partners_name: float = 0.35  # of couples
    second_number: float = 0.05  # of later accounts: the holder gets a new customer number


RATES = UtilityRates(
    Slips(
        typo=0.012,
        nickname=0.03,
        used_name=0.35,
        stale_surname=0.2,
        middle_missing=0.5,
        suffix_missing=0.5,
        address_wrong=0.01,
    )
)


class Ledger:
    """All accounts and troubles, as they stood on any day."""

    def __init__(self, streams: Streams, county: County, difficulty: Difficulty) -> None:
        rng, rates = streams.of("water accounts"), difficulty.of(RATES)
        self._water = county.water
        rows = county.water.accounts
        self._number = digits(1_000_000_000 + rng.permutation(len(rows.head)).astype(np.int64) * 17, 10)
        self.holder = _holders(rng, county, rates)
        self._values = _opened(rng, county, self.holder, rates) | {"AccountNumber": self._number}
        self._bill = 28 + rng.gamma(3, 14, len(rows.head))

    def accounts(self, day: int) -> Written:
        """Accounts begun by a day, with status and balance on it."""
        rows, troubles = self._water.accounts, self._water.troubles
        owed, shut = self._troubled(day)
        closed = rows.end <= day
        past = np.where(closed, 0, owed)
        ever = np.full(len(rows.head), NEVER)
        off = (troubles.status == SHUT_OFF) & (troubles.start <= day)
        ever[troubles.account[off]] = troubles.start[off]  # in order of time, so that the last one stays
        values = self._values | {
            "AccountStatus": np.where(closed, b"C", np.where(shut, b"S", b"A")),
            "EndDate": np.where(closed, written(rows.end), b""),
            "BalanceAmount": _dollars(np.where(closed, 0, past + self._bill)),
            "PastDueAmount": _dollars(past),
            "ShutOffDate": written(ever),
            "RateClass": self._rates(day),
        }
        return Written(values, {"person": self.holder}).picked(np.flatnonzero(rows.start <= day))

    def statuses(self, day: int) -> Written:
        """Spells begun by a day; one that goes on has no end yet."""
        rows = self._water.troubles
        ended = rows.end <= day
        values = {
            "AccountNumber": self._number[rows.account],
            "StatusDate": written(rows.start),
            "StatusEndDate": np.where(ended, written(np.where(ended, rows.end, NEVER)), b""),
            "StatusCode": _STATUS[rows.status],
            "ProtectionReason": _PROTECTION[rows.protection],
            "AmountOwed": _dollars(rows.owed),
        }
        return Written(values).picked(np.flatnonzero(rows.start <= day))

    def _troubled(self, day: int) -> tuple[np.ndarray, np.ndarray]:
        """Per account: what is past due on a day, and whether it is shut off."""
        rows = self._water.troubles
        now = (rows.start <= day) & (day <= rows.end)
        owed, shut = np.zeros(len(self._number)), np.zeros(len(self._number), bool)
        owed[rows.account[now]] = rows.owed[now]
        shut[rows.account[now & (rows.status == SHUT_OFF)]] = True
        return owed, shut

    def _rates(self, day: int) -> np.ndarray:
        rows = self._water.troubles
        helped = (rows.status == PROTECTED) & (rows.protection == ASSISTANCE) & (rows.start <= day)
        rate = np.where(self._values["ServiceUnit"] == b"", b"R1", b"R2")
        rate[rows.account[helped]] = b"RA"
        return rate


def _dollars(amount: np.ndarray) -> np.ndarray:
    return dollars_and_cents(np.round(np.asarray(amount) * 100).astype(np.int64))


def _holders(rng: np.random.Generator, county: County, rates: UtilityRates) -> np.ndarray:
    """Who signed: the head of the household, or the partner of the day."""
    rows = county.water.accounts
    partner = county.unions.partner_on(rows.head, rows.start)
    signs = (partner >= 0) & (rng.random(len(rows.head)) < rates.in_partners_name)
    return np.where(signs, partner, rows.head)


def _opened(rng: np.random.Generator, county: County, holder: np.ndarray, rates: UtilityRates) -> Values:
    """What was taken down when the account was opened: holder, address, parcel and meter."""
    rows, dwellings = county.water.accounts, county.dwellings
    customers, first, index = np.unique(holder, return_index=True, return_inverse=True)
    renewed = (rng.random(len(holder)) < rates.second_number) & (np.arange(len(holder)) != first[index])
    number = index + np.where(renewed, len(customers), 0)
    name = written_names(rng, county.naming, holder, rows.start, rates.slips, HAND)
    address = address_of(rng, dwellings, rows.dwelling, rates.slips)
    building = np.unique(np.strings.add(dwellings.number.astype("S6"), dwellings.street), return_inverse=True)[1][rows.dwelling]
    return {
        "CustomerNumber": digits(20_000_000 + number.astype(np.int64) * 11, 8),
        "CustomerName": full_names(name),
        "ServiceAddress": address.line,
        "ServiceUnit": dwellings.unit[rows.dwelling],
        "ServiceCity": address.city,
        "ServiceState": address.state,
        "ServiceZip": address.zip.astype("S5"),
        "ParcelNumber": np.where(building % 25 == 0, b"", digits(7_000_000_000 + building.astype(np.int64) * 3, 10)),
        "MeterNumber": np.strings.add(b"M", digits(rows.dwelling.astype(np.int64) + 10_000_000, 8)),
        "StartDate": written(rows.start),
    }
