"""One family, four agencies, drawn small: what each agency sent, who is who, and what must come of it.

Rosa gives birth to Leo in May 2018 and to Mia in March 2024; Sam is named as Leo's father, nobody as Mia's. Rosa works
in 2024, and stays in a shelter from February to April 2024. Leo is in school from August 2023. A voided certificate
names somebody else's child. Two further people keep the feeds covered from 2023 to the middle of 2026.
"""

from datetime import date

BIRTHS = [
    {
        "child_record_id": "rec_leo_birth", "mother_record_id": "rec_rosa_2018", "father_record_id": "rec_sam",
        "CERTIFICATE_key": "cert1", "VOID": "0", "ISEX": "M", "IDOB_birth_month": date(2018, 5, 1),
        "MDOB_birth_month": date(1995, 7, 1), "FDOB_birth_month": date(1994, 2, 1), "DOR": date(2018, 5, 20),
        "METHNIC1": "H", "MRACE1": "Y",
    },
    {
        "child_record_id": "rec_mia", "mother_record_id": "rec_rosa_2024", "father_record_id": None,
        "CERTIFICATE_key": "cert2", "VOID": "0", "ISEX": "F", "IDOB_birth_month": date(2024, 3, 1),
        "MDOB_birth_month": date(1995, 7, 1), "DOR": date(2024, 3, 9), "METHNIC1": "H",
    },
    {
        "child_record_id": "rec_void", "mother_record_id": "rec_sam_wife", "father_record_id": "rec_sam",
        "CERTIFICATE_key": "cert3", "VOID": "1", "ISEX": "F", "IDOB_birth_month": date(2024, 3, 1), "DOR": date(2024, 3, 9),
    },
    {
        "child_record_id": "rec_kim", "mother_record_id": "rec_kim_mother", "CERTIFICATE_key": "cert4", "VOID": "0",
        "ISEX": "N", "IDOB_birth_month": date(2026, 8, 1), "DOR": date(2026, 8, 30),
    },
]  # fmt: skip
CLIENTS = [
    {"person_record_id": "rec_rosa_client", "PersonalID_key": "client1", "Sex": "0", "DOB_birth_month": date(1995, 8, 1),
     "BlackAfAmerican": "1", "White": "1"},
]  # fmt: skip
STAYS = [
    {"person_record_id": "rec_rosa_client", "EnrollmentID_key": "stay1", "ProjectID_key": "shelter", "HouseholdID_key": "h1",
     "EntryDate": date(2024, 2, 28), "RelationshipToHoH": "1"},
]  # fmt: skip
EXITS = [
    {"person_record_id": "rec_rosa_client", "ExitID_key": "exit1", "EnrollmentID_key": "stay1",
     "ExitDate": date(2024, 5, 1), "Destination": "410"},
]  # fmt: skip
WAGES = (
    [
        {"person_record_id": "rec_rosa_work", "UI_ACCOUNT_key": f"employer{job}", "YEAR": 2024, "QUARTER": quarter, "WAGE": 4000}
        for job, quarter in [(1, 2), (2, 2), (1, 3)]
    ]
    + [
        {"person_record_id": "rec_kim_mother_work", "UI_ACCOUNT_key": "employer1", "YEAR": year, "QUARTER": 1, "WAGE": wage}
        for year, wage in [(2022, 0), (2026, 5000)]
    ]
    + [{"person_record_id": "rec_without_key", "UI_ACCOUNT_key": "employer1", "YEAR": 2024, "QUARTER": 1, "WAGE": 700}]
)
SCHOOL = [
    {"person_record_id": "rec_leo_school", "StateID_key": "student1", "CurrentSchoolYear": year, "Term": term,
     "EntryDate": date(2023, 8, 21), "DaysEnrolled": 80, "DaysAttended": 75, "DaysAbsent": 5, "Gender": "F",
     "RaceEthnicity": "B", "DateOfBirth_birth_month": date(2018, 5, 1)}
    for year, term in [(2024, "FALL"), (2024, "SPRING"), (2025, "FALL")]
] + [
    {"person_record_id": "rec_other_student", "StateID_key": "student2", "CurrentSchoolYear": year, "Term": term,
     "EntryDate": entry, "DaysEnrolled": 80, "DaysAttended": 80, "DaysAbsent": 0, "Gender": "X"}
    for year, term, entry in [(2023, "FALL", date(2022, 8, 22)), (2026, "SPRING", date(2026, 5, 4))]
]  # fmt: skip
TABLES = {
    "health__births": BIRTHS,
    "coc__hmis__export": [{"ExportStartDate": date(2020, 1, 1), "ExportEndDate": date(2026, 9, 30)}],
    "coc__hmis__client": CLIENTS,
    "coc__hmis__enrollment": STAYS,
    "coc__hmis__exit": EXITS,
    "coc__hmis__project": [{"ProjectID_key": "shelter", "ProjectType": "0"}],
    "labor__ui_wages": WAGES,
    "education__attendance": SCHOOL,
}
# feed -> the first and last day covered; no other feed was ever delivered.
COVERED = {
    "health__births": (date(2018, 5, 1), date(2026, 8, 31)),
    "coc__hmis": (date(2020, 1, 1), date(2026, 9, 30)),
    "labor__ui_wages": (date(2022, 1, 1), date(2026, 3, 31)),
    "education__attendance": (date(2022, 8, 1), date(2026, 5, 31)),
}
# record -> the person at the strict, balanced and lenient threshold. Strict keeps Rosa's work apart; lenient joins Kim.
PEOPLE = {
    "rec_rosa_2018": ("rosa", "rosa", "rosa"),
    "rec_rosa_2024": ("rosa", "rosa", "rosa"),
    "rec_rosa_client": ("rosa", "rosa", "rosa"),
    "rec_rosa_work": ("rosa_at_work", "rosa", "rosa"),
    "rec_leo_birth": ("leo", "leo", "leo"),
    "rec_leo_school": ("leo", "leo", "leo"),
    "rec_mia": ("mia", "mia", "mia"),
    "rec_sam": ("sam", "sam", "sam"),
    "rec_sam_wife": ("wife", "wife", "wife"),
    "rec_void": ("void", "void", "void"),
    "rec_kim": ("kim", "kim", "kim"),
    "rec_kim_mother": ("kim_mother", "kim_mother", "kim_mother"),
    "rec_kim_mother_work": ("kim_mother_at_work", "kim_mother_at_work", "kim_mother"),
    "rec_other_student": ("student", "student", "student"),
}
# An id Rosa had at work before her records were joined, and somebody of whom no record is left.
REDIRECTS = [("rosa_before", "rosa", date(2026, 10, 2)), ("gone", None, date(2026, 11, 2))]
