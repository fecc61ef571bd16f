"""Small families for Q3, drawn by hand: what four agencies sent of each, good rows and bad.

Ann's twins Ana and Abe are reported on 2020-03-02, again on day 14 (the same event) and on the day 6 months after. She was in a
shelter, entered rehousing on day 31 and has a visit on day 90; she leaves for a home and is back in a shelter. Bea's Ben is
removed and has not left care; nobody there is enrolled. Cal's exit from care is dated before his removal. Dan was born elsewhere:
he is in no family. Eve's report is dated after the delivery; Fay's was screened out. Gus is born to two mothers, by two
certificates. Hal is reported ten months before the deliveries end.
"""

from datetime import date, timedelta
from typing import Any

INDEX = date(2020, 3, 2)


def day(number: int) -> date:
    """So many days after the index date."""
    return INDEX + timedelta(days=number)


def _birth(child: str, mother: str, month: date, certificate: str | None = None) -> dict[str, Any]:
    return {
        "child_record_id": f"rec_{child}", "mother_record_id": f"rec_{mother}", "CERTIFICATE_key": certificate or child,
        "VOID": "0", "ISEX": "F", "IDOB_birth_month": month, "MDOB_birth_month": date(1990, 1, 1),
        "DOR": month + timedelta(days=20),
    }  # fmt: skip


def _stay(person: str, key: str, project: str, entry: date) -> dict[str, Any]:
    return {
        "person_record_id": f"rec_{person}", "EnrollmentID_key": key, "ProjectID_key": project, "EntryDate": entry,
        "HouseholdID_key": key, "RelationshipToHoH": "1",
    }  # fmt: skip


def _exit(person: str, key: str, left: date, destination: str) -> dict[str, Any]:
    return {
        "person_record_id": f"rec_{person}", "ExitID_key": key, "EnrollmentID_key": key, "ExitDate": left,
        "Destination": destination,
    }  # fmt: skip


# report: day received, screened in, and each child named with the finding about it.
REPORTS = {
    "r1": (day(0), "Y", {"ana": "1", "abe": "5"}),
    "r2": (day(14), "Y", {"ana": "5"}),
    "r3": (date(2020, 9, 2), "Y", {"abe": "1"}),
    "r4": (day(0), "Y", {"ben": "1"}),
    "r5": (day(0), "Y", {"cal": "5"}),
    "r6": (day(0), "Y", {"dan": "5"}),
    "r7": (date(2027, 1, 1), "Y", {"eve": "1"}),
    "r8": (day(0), "N", {"fay": None}),
    "r9": (day(0), "Y", {"gus": "5"}),
    "r10": (date(2025, 12, 1), "Y", {"hal": "5"}),
}
MONTH_OF_BIRTH = {"ana": date(2018, 5, 1), "abe": date(2018, 5, 1)} | dict.fromkeys(
    ("ben", "cal", "eve", "fay", "gus", "hal"), date(2017, 1, 1)
)
MOTHERS = {"ana": "ann", "abe": "ann", "ben": "bea", "cal": "cat", "eve": "edna", "fay": "flo", "gus": "gina", "hal": "hope"}

TABLES: dict[str, list[dict[str, Any]]] = {
    "health__births": [_birth(child, mother, MONTH_OF_BIRTH[child]) for child, mother in MOTHERS.items()]
    + [_birth("gus", "greta", date(2017, 1, 1), "gus_again")],
    "child_welfare__reports__report": [
        {"RptID_key": key, "RptDt": received, "SCRN_IND": screened} for key, (received, screened, _) in REPORTS.items()
    ],
    "child_welfare__reports__child": [
        {"child_record_id": f"rec_{child}", "RptID_key": key, "ChID_key": child, "ChDisp": finding}
        for key, (_, _, children) in REPORTS.items()
        for child, finding in children.items()
    ],
    "child_welfare__placements__removal": [
        {"child_record_id": "rec_ben", "childRecordNumber_key": "ben", "removalDate": day(8)},
        {"child_record_id": "rec_cal", "childRecordNumber_key": "cal", "removalDate": day(30), "exitDate": day(1),
         "exitReason": "1"},
    ],
    "coc__hmis__export": [{"ExportStartDate": date(2014, 1, 1), "ExportEndDate": date(2026, 9, 30)}],
    "coc__hmis__project": [{"ProjectID_key": key, "ProjectType": kind} for key, kind in (("shelter", "0"), ("rehousing", "13"))],
    "coc__hmis__enrollment": [
        _stay("ann", "s1", "shelter", day(-30)), _stay("ann", "s2", "rehousing", day(31)),
        _stay("ann", "s3", "shelter", day(500)),
    ],
    "coc__hmis__exit": [_exit("ann", "s1", day(30), "410"), _exit("ann", "s2", day(300), "410")],
    "medicaid__claims": [
        {"member_record_id": "rec_ann", "claim_id_key": "c1", "claim_start_date": day(90), "hcpcs_code": "99396",
         "claim_type": "professional", "place_of_service_code": "11"},
    ],
    "medicaid__eligibility__elg00021": [
        {"member_record_id": f"rec_{person}", "MSIS_IDENTIFICATION_NUM_key": person, "ENROLLMENT_EFF_DATE": date(2019, 1, 1),
         "ENROLLMENT_END_DATE": date(2025, 12, 31)}
        for person in ("ann", "cat")
    ],
    "behavioral_health__services__services": [
        {"person_record_id": "rec_nobody", "SERVICE_ID_key": "b1", "SERVICE_DATE": day(0), "SERVICE_TYPE": "02"},
    ],
}  # fmt: skip
SPOKEN_FOR = (date(2014, 1, 1), date(2026, 9, 30))
FEEDS = (
    "health__births", "child_welfare__reports", "child_welfare__placements", "coc__hmis", "medicaid__claims",
    "medicaid__eligibility", "behavioral_health__services",
)  # fmt: skip
COVERED = dict.fromkeys(FEEDS, SPOKEN_FOR)
PEOPLE = {
    f"rec_{name}": (name, name, name)
    for name in sorted({*MOTHERS, *MOTHERS.values(), "dan", "greta", "nobody"})
}  # fmt: skip
