"""The smallest set of rows that breaks each rule about deaths, Medicaid, behavioral health and ambulances."""

from datetime import datetime

from tests.data_contracts.breaking_rows import DAY, NEXT, Breaking, apart, in_order, rows

_BLANK: dict = {"row_number": 9}
HEALTH: dict[str, Breaking] = {
    "records.death_before_registration": in_order("DOD", "DOR"),
    "records.age_without_unit": (rows({"AGE": 40}, {"AGE": 40, "AGETYPE": "1"}, {"AGETYPE": "9"}), 1),
    "records.external_manner": (
        rows(*({"MANNER": manner, "ACME_UC": cause} for manner, cause in [("H", "I251"), ("H", "X95"), ("N", "I251")])),
        1,
    ),
    "records.born_after_death": in_order("DOB", "DOD"),
    "records.death_before_birth": in_order("DATE_OF_BIRTH", "DATE_OF_DEATH"),
    "records.number_without_verification": (rows({"SSN": "1"}, {"SSN": "1", "SSN_VERIFICATION_FLAG": "0"}, _BLANK), 1),
    "records.number_of_several_members": (rows({"SSN": "1"}, {"SSN": "1"}, {"SSN": "2"}, _BLANK, _BLANK), 2),
    "records.determination_ends_before_it_starts": in_order(
        "ELIGIBILITY_DETERMINANT_EFF_DATE", "ELIGIBILITY_DETERMINANT_END_DATE"
    ),
    "records.determined_twice": apart(
        "MSIS_IDENTIFICATION_NUM", "ELIGIBILITY_DETERMINANT_EFF_DATE", "ELIGIBILITY_DETERMINANT_END_DATE"
    ),
    "records.enrolment_ends_before_it_starts": in_order("ENROLLMENT_EFF_DATE", "ENROLLMENT_END_DATE"),
    "records.enrolled_twice": apart("MSIS_IDENTIFICATION_NUM", "ENROLLMENT_EFF_DATE", "ENROLLMENT_END_DATE"),
    "records.claim_ends_before_it_starts": in_order("claim_start_date", "claim_end_date"),
    "records.discharged_before_admission": in_order("admission_date", "discharge_date"),
    "records.paid_before_service": in_order("claim_start_date", "paid_date"),
    "records.professional_without_place": (
        rows(
            {"claim_type": "professional", "place_of_service_code": "11"},
            {"claim_type": "professional", "place_of_service_code": "11", "hcpcs_code": "99213"},
            {"claim_type": "institutional"},
        ),
        1,
    ),
    "records.institutional_without_bill": (
        rows(
            {"claim_type": "institutional", "bill_type_code": "131"},
            {"claim_type": "institutional", "bill_type_code": "131", "revenue_center_code": "0450"},
            {"claim_type": "professional"},
        ),
        1,
    ),
    "records.discharged_before_treatment": in_order("ADMISSION_DATE", "DISCHARGE_DATE"),
    "records.admitted_twice": apart("CLIENT_ID", "ADMISSION_DATE", "DISCHARGE_DATE"),
    "records.reason_without_discharge": (rows({"REASON": "1"}, {"REASON": "1", "DISCHARGE_DATE": DAY}, _BLANK), 1),
    "records.no_primary_substance": (rows({"SUB1": "1"}, {"SUB1": "2"}, _BLANK), 1),
    "records.patient_age_without_unit": (rows({"ePatient_15": 4}, {"ePatient_15": 4, "ePatient_16": "2516009"}, _BLANK), 1),
    "records.taken_nowhere": (
        rows(
            {"eDisposition_30": "4230001"},
            {"eDisposition_30": "4230001", "eDisposition_21": "4221003"},
            {"eDisposition_30": "4230009"},
        ),
        1,
    ),
    "records.birth_after_response": (
        rows(*({"ePatient_17": born, "eTimes_03": datetime(2026, 1, 10, 12)} for born in (DAY, NEXT))),
        1,
    ),
}
