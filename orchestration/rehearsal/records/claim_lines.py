"""What can stand on a Medicaid claim: kinds of lines with their codes and prices, and diagnoses. Codes only, no words of CPT."""

from typing import NamedTuple

import numpy as np


class Line(NamedTuple):
    """One kind of claim line; a blank is a column the form does not have."""

    place: bytes  # professional claims
    bill: bytes  # institutional claims
    revenue: bytes
    hcpcs: bytes
    modifier: bytes
    cents: int  # usually paid for a unit

    @property
    def is_institutional(self) -> bool:
        return self.bill != b""


def _professional(place: bytes, hcpcs: bytes, cents: int, modifier: bytes = b"") -> Line:
    return Line(place, b"", b"", hcpcs, modifier, cents)


def _hospital(bill: bytes, revenue: bytes, hcpcs: bytes, cents: int) -> Line:
    return Line(b"", bill, revenue, hcpcs, b"", cents)


LINES = {
    "office": _professional(b"11", b"99213", 7_200),
    "long_office": _professional(b"11", b"99214", 10_400),
    "health_center": _professional(b"50", b"T1015", 14_800),
    "laboratory": _professional(b"81", b"85025", 900),
    "checkup": _professional(b"11", b"99395", 9_800),
    "later_checkup": _professional(b"11", b"99396", 10_600),
    "well_infant": _professional(b"11", b"99391", 8_600, b"EP"),
    "well_toddler": _professional(b"11", b"99392", 9_100, b"EP"),
    "well_child": _professional(b"11", b"99393", 9_000, b"EP"),
    "well_teen": _professional(b"11", b"99394", 9_700, b"EP"),
    "vaccination": _professional(b"11", b"90460", 1_900),
    "screening": _professional(b"11", b"96110", 1_000),
    "emergency": _hospital(b"131", b"0450", b"99283", 21_000),
    "grave_emergency": _hospital(b"131", b"0450", b"99285", 52_000),
    "emergency_tests": _hospital(b"131", b"0300", b"80053", 2_400),
    "emergency_picture": _hospital(b"131", b"0320", b"71046", 4_800),
    "emergency_doctor": _professional(b"23", b"99283", 6_300),
    "grave_emergency_doctor": _professional(b"23", b"99285", 15_100),
    "ambulance": _professional(b"41", b"A0429", 14_000, b"RH"),
    "ward": _hospital(b"111", b"0120", b"", 145_000),
    "nursery": _hospital(b"111", b"0170", b"", 62_000),
    "delivery_room": _hospital(b"111", b"0722", b"", 120_000),
    "hospital_drugs": _hospital(b"111", b"0250", b"", 21_000),
    "hospital_doctor": _professional(b"21", b"99223", 14_400),
    "delivery_doctor": _professional(b"21", b"59400", 198_000),
    "newborn_doctor": _professional(b"21", b"99460", 8_300),
    "assessment": _professional(b"53", b"90791", 12_400),
    "therapy": _professional(b"53", b"90837", 9_600),
    "school_therapy": _professional(b"03", b"90834", 7_400),
    "medication": _professional(b"53", b"99214", 9_900, b"HE"),
    "case_management": _professional(b"53", b"T1017", 5_900),
    "crisis": _professional(b"53", b"H2011", 16_300),
    "detoxification": _professional(b"55", b"H0010", 24_000),
    "residence": _professional(b"55", b"H0018", 19_000),
    "intensive_outpatient": _professional(b"57", b"H0015", 13_500),
    "outpatient_group": _professional(b"57", b"H0005", 3_800),
    "medicated_outpatient": _professional(b"57", b"H0020", 1_700),
}
KINDS = {name: row for row, name in enumerate(LINES)}
DIAGNOSES = tuple(
    b"Z00129 Z00110 Z0000 J069 H6690 L209 M545 I10 E119 J45909 R5383 S0990XA J209 R079 R109 A419 F99 F1910 R531 O80 Z3800 J189 "
    b"I509 K359 F329 F411 F4310 F902 F209 F319 F1020 F1420 F1220 F1120 F1190 F1520 Z5900 Z23".split()
)
DIAGNOSIS = {code: row for row, code in enumerate(DIAGNOSES)}
NONE = -1


def diagnoses(*codes: str) -> np.ndarray:
    """Rows of DIAGNOSES, by their codes."""
    return np.array([DIAGNOSIS[code.encode()] for code in codes], np.int16)


def column(field: str) -> np.ndarray:
    """One field of every kind of line, in their order."""
    return np.array([getattr(line, field) for line in LINES.values()])
