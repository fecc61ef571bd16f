"""The smallest set of rows that breaks each rule about deaths, Medicaid, behavioral health and ambulances."""

from datetime import date, datetime

_DAY, _NEXT, _LATER = date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)
_BLANK: dict = {"row_number": 9}
Rows = list[tuple[str | None, dict]]


def _rows(*values: dict) -> Rows:
    return [(None, row) for row in values]


def _in_order(low: str, high: str) -> tuple[Rows, int]:
    """Two dates the wrong way round, and on one day."""
    return _rows({low: _NEXT, high: _DAY}, {low: _DAY, high: _DAY}), 1


def _apart(key: str, start: str, end: str) -> tuple[Rows, int]:
    """Two spells that share a day, and two of another key that do not."""
    spells = [("a", _DAY, _NEXT), ("a", _NEXT, None), ("b", _DAY, _NEXT), ("b", _LATER, None)]
    return _rows(*({"row_number": n, key: k, start: s, end: e} for n, (k, s, e) in enumerate(spells))), 2


HEALTH: dict[str, tuple[Rows, int]] = {
    "records.death_before_registration": _in_order("DOD", "DOR"),
    "records.age_without_unit": (_rows({"AGE": 40}, {"AGE": 40, "AGETYPE": "1"}, {"AGETYPE": "9"}), 1),
    "records.external_manner": (
        _rows(*({"MANNER": manner, "ACME_UC": cause} for manner, cause in [("H", "I251"), ("H", "X95"), ("N", "I251")])),
        1,
    ),
    "records.born_after_death": (_rows({"DOB": _NEXT, "DOD": _DAY}, {"DOB": _DAY, "DOD": _DAY}), 1),
    "records.death_before_birth": _in_order("DATE_OF_BIRTH", "DATE_OF_DEATH"),
    "records.number_without_verification": (_rows({"SSN": "1"}, {"SSN": "1", "SSN_VERIFICATION_FLAG": "0"}, _BLANK), 1),
    "records.number_of_several_members": (_rows({"SSN": "1"}, {"SSN": "1"}, {"SSN": "2"}, _BLANK, _BLANK), 2),
    "records.determination_ends_before_it_starts": _in_order(
        "ELIGIBILITY_DETERMINANT_EFF_DATE", "ELIGIBILITY_DETERMINANT_END_DATE"
    ),
    "records.determined_twice": _apart(
        "MSIS_IDENTIFICATION_NUM", "ELIGIBILITY_DETERMINANT_EFF_DATE", "ELIGIBILITY_DETERMINANT_END_DATE"
    ),
    "records.enrolment_ends_before_it_starts": _in_order("ENROLLMENT_EFF_DATE", "ENROLLMENT_END_DATE"),
    "records.enrolled_twice": _apart("MSIS_IDENTIFICATION_NUM", "ENROLLMENT_EFF_DATE", "ENROLLMENT_END_DATE"),
    "records.claim_ends_before_it_starts": _in_order("claim_start_date", "claim_end_date"),
    "records.discharged_before_admission": _in_order("admission_date", "discharge_date"),
    "records.paid_before_service": _in_order("claim_start_date", "paid_date"),
    "records.professional_without_place": (
        _rows(
            {"claim_type": "professional", "place_of_service_code": "11"},
            {"claim_type": "professional", "place_of_service_code": "11", "hcpcs_code": "99213"},
            {"claim_type": "institutional"},
        ),
        1,
    ),
    "records.institutional_without_bill": (
        _rows(
            {"claim_type": "institutional", "bill_type_code": "131"},
            {"claim_type": "institutional", "bill_type_code": "131", "revenue_center_code": "0450"},
            {"claim_type": "professional"},
        ),
        1,
    ),
    "records.discharged_before_treatment": _in_order("ADMISSION_DATE", "DISCHARGE_DATE"),
    "records.admitted_twice": _apart("CLIENT_ID", "ADMISSION_DATE", "DISCHARGE_DATE"),
    "records.reason_without_discharge": (_rows({"REASON": "1"}, {"REASON": "1", "DISCHARGE_DATE": _DAY}, _BLANK), 1),
    "records.no_primary_substance": (_rows({"SUB1": "1"}, {"SUB1": "2"}, _BLANK), 1),
    "records.patient_age_without_unit": (_rows({"ePatient_15": 4}, {"ePatient_15": 4, "ePatient_16": "2516009"}, _BLANK), 1),
    "records.taken_nowhere": (
        _rows(
            {"eDisposition_30": "4230001"},
            {"eDisposition_30": "4230001", "eDisposition_21": "4221003"},
            {"eDisposition_30": "4230009"},
        ),
        1,
    ),
    "records.birth_after_response": (
        _rows(*({"ePatient_17": born, "eTimes_03": datetime(2026, 1, 10, 12)} for born in (_DAY, _NEXT))),
        1,
    ),
}
