"""Medicaid claims: numbered, paid and priced lines, and their text for some rows at a time, for there are many."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import month_of, written
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.claim_events import Lines, is_institutional, lines_of
from orchestration.rehearsal.records.claim_lines import DIAGNOSES, NONE, column
from orchestration.rehearsal.records.members import Members
from orchestration.rehearsal.spelling import counted, digits, dollars_and_cents

_DIAGNOSES = np.array([*DIAGNOSES, b""])  # the last is NONE
_DRG = {b"O80": b"807", b"Z3800": b"795", b"J189": b"194", b"I509": b"291", b"A419": b"871", b"K359": b"342"}
_GROUPS = np.array([_DRG.get(code, b"") for code in _DIAGNOSES.tolist()])
_INPATIENT_BILL = b"111"
assert NONE == -1


@dataclass
class Claims:
    """One row per line, in order of payment, claim and line."""

    lines: Lines
    member: np.ndarray  # row of the members
    claim: np.ndarray
    number: np.ndarray  # of the line in its claim
    paid: np.ndarray  # day
    cents: np.ndarray

    def __len__(self) -> int:
        return len(self.paid)


def claims(rng: np.random.Generator, county: County, members: Members) -> Claims:
    """Every line paid by the end of the window."""
    lines = lines_of(rng, county)
    form = lines.event * 2 + is_institutional(lines.kind)
    _, claim = np.unique(form, return_inverse=True)
    count = int(claim.max(initial=-1)) + 1
    lag = 3 + np.minimum(rng.gamma(1.6, 16, count), 170).astype(np.int32)
    spell = county.coverage.spell_on(lines.person, lines.start)
    paid = np.maximum(lines.end, members.known[spell]) + lag[claim]
    order = np.lexsort((lines.kind, claim, month_of(paid)))
    order = order[paid[order] <= county.window.end_day]
    lines = Lines(**{name: cells[order] for name, cells in vars(lines).items()})
    claim = claim[order]
    price = rng.lognormal(0, 0.12, count)[claim] * column("cents")[lines.kind]
    nights = np.where(column("revenue")[lines.kind] == b"0120", np.maximum(lines.end - lines.start, 1), 1)
    lines.units = np.minimum(nights, 9999).astype(np.int16)
    free = rng.random(len(order)) < 0.01
    cents = np.where(free, 0, price * nights).astype(np.int64)
    return Claims(lines, members.of_spell[spell[order]], claim, _numbered(claim), paid[order].astype(np.int32), cents)


def _numbered(claim: np.ndarray) -> np.ndarray:
    """1, 2, … within each claim; the lines of a claim stand together."""
    opens = np.ones(len(claim), bool)
    opens[1:] = claim[1:] != claim[:-1]
    at = np.arange(len(claim))
    return (at - np.maximum.accumulate(np.where(opens, at, 0)) + 1).astype(np.int16)


def written_claims(book: Claims, members: Members, rows: slice) -> Values:
    """The texts of some rows, by the contract's columns."""
    lines = Lines(**{name: cells[rows] for name, cells in vars(book.lines).items()})
    kind, cents, claim = lines.kind, book.cents[rows], book.claim[rows]
    hospital, diagnosis = is_institutional(kind), _DIAGNOSES[lines.diagnosis]
    start, end = written(lines.start), written(lines.end)
    return {
        "claim_id": np.strings.add(b"K", digits(claim + 1, 9)),
        "claim_line_number": counted(book.number[rows]),
        "claim_type": np.where(hospital, b"institutional", b"professional"),
        "member_id": members.number[book.member[rows]],
        "payer": np.full(len(kind), b"medicaid"),
        "plan": np.where(book.member[rows] % 5 < 2, b"managed_care", b"fee_for_service"),
        "claim_start_date": start,
        "claim_end_date": end,
        **_stay(kind, start, end, _GROUPS[lines.diagnosis]),
        "place_of_service_code": column("place")[kind],
        "bill_type_code": column("bill")[kind],
        "revenue_center_code": column("revenue")[kind],
        "service_unit_quantity": counted(lines.units),
        "hcpcs_code": column("hcpcs")[kind],
        "hcpcs_modifier_1": column("modifier")[kind],
        "rendering_npi": np.where(hospital, b"", counted(1_200_000_000 + kind.astype(np.int64) * 7_919 + claim % 13 * 104_729)),
        "facility_npi": np.where(hospital, counted(1_700_000_001 + claim % 3 * 15_485), b""),
        "paid_date": written(book.paid[rows]),
        "paid_amount": dollars_and_cents(cents),
        "charge_amount": dollars_and_cents(cents * 9 // 4 + 500),
        "diagnosis_code_type": np.full(len(kind), b"icd-10-cm"),
        "diagnosis_code_1": diagnosis,
        "diagnosis_code_2": _DIAGNOSES[lines.second],
    }


def _stay(kind: np.ndarray, start: np.ndarray, end: np.ndarray, group: np.ndarray) -> Values:
    """Dates, group and disposition of days in hospital, on the hospital's lines only."""
    inside = column("bill")[kind] == _INPATIENT_BILL
    return {
        "admission_date": np.where(inside, start, b""),
        "discharge_date": np.where(inside, end, b""),
        "discharge_disposition_code": np.where(inside, b"01", b""),
        "drg_code_type": np.where(inside, b"ms-drg", b""),
        "drg_code": np.where(inside, group, b""),
    }
