"""Families in which something is wrong, drawn small: what agencies sent, who is who.

Ada gives birth to Ben; a second certificate names Cora as his mother, registered later. Dov is Ada's partner in a food
case and is there in Ben's first year, Eli only years later. Fay is said to be the mother of Gil, who is older than she is.
Hal heads a case of whom no delivery tells. Ivy is on a shelter's roster with her child Jo, and nowhere else; Ada is there
with Ben. A pre-K names Kit as the guardian of Lev, who is twenty-three. Oda and her child Pim enter rehousing in April and move
in in May; no other feed ties them. Uma heads a case of cash at sixteen, in which Vera is told to be the head's parent.
"""

from datetime import date

BORN = {"ISEX": "N", "VOID": "0", "IDOB_birth_month": date(2020, 3, 1)}
BIRTHS = [
    {"CERTIFICATE_key": "c1", "child_record_id": "ben", "mother_record_id": "ada", "MDOB_birth_month": date(1995, 1, 1),
     "DOR": date(2020, 3, 9), **BORN},
    {"CERTIFICATE_key": "c2", "child_record_id": "ben_again", "mother_record_id": "cora", "MDOB_birth_month": date(1994, 1, 1),
     "DOR": date(2020, 6, 9), **BORN},
    {"CERTIFICATE_key": "c3", "child_record_id": "gil", "mother_record_id": "fay", "MDOB_birth_month": date(2021, 1, 1),
     "DOR": date(2020, 3, 9), **BORN},
]  # fmt: skip


def member(case: str, head: str, person: str, relation: str, start: date, end: date | None = None) -> dict:
    """One spell of a person in a food case."""
    return {
        "CASE_ID_key": case, "CLIENT_ID_key": person, "head_of_household_record_id": head, "person_record_id": person,
        "RELATION": relation, "MEMBER_START_DATE": start, "MEMBER_END_DATE": end,
    }  # fmt: skip


FOOD = [
    member("case1", "ada", "ada", "SEL", date(2020, 5, 1)),
    member("case1", "ada", "ben", "CHI", date(2020, 5, 1)),
    member("case1", "ada", "dov", "SPO", date(2020, 6, 1), date(2021, 5, 31)),
    member("case1", "ada", "eli", "SPO", date(2023, 6, 1)),
    member("case2", "hal", "mia", "CHI", date(2022, 1, 1)),
]


def stay(household: str, person: str, relation: str, project: str = "shelter", moved_in: date | None = None) -> dict:
    """One stay in a shelter or in housing, from April 2024."""
    return {
        "EnrollmentID_key": f"stay_{person}", "HouseholdID_key": household, "ProjectID_key": project,
        "person_record_id": person, "RelationshipToHoH": relation, "EntryDate": date(2024, 4, 3), "MoveInDate": moved_in,
    }  # fmt: skip


def cash(person: str, relation: str, born: date) -> dict:
    """An adult's month in a case of cash."""
    return {
        "CASE_NUMBER_key": "cash1", "CLIENT_ID_key": person, "person_record_id": person, "RELATIONSHIP_HOH": relation,
        "RPT_MONTH_YEAR": date(2024, 4, 1), "DATE_OF_BIRTH_birth_month": born, "GENDER": "2", "FAMILY_AFFILIATION": "1",
    }  # fmt: skip


STAYS = [stay("h1", "ivy", "1"), stay("h1", "jo", "2"), stay("h2", "ada", "1"), stay("h2", "ben", "2")] + [
    stay("h3", person, relation, "rehousing", date(2024, 5, 20)) for person, relation in (("oda", "1"), ("pim", "2"))
]
EXITS = [
    {"EnrollmentID_key": f"stay_{name}", "ExitID_key": f"exit_{name}", "person_record_id": name, "ExitDate": date(2024, 5, 2)}
    for name in ("ivy", "jo", "ada", "ben")
]
PRE_K = [
    {"ChildID_key": "k1", "child_record_id": "lev", "guardian_record_id": "kit", "ReportMonth": date(2025, 9, 1),
     "EntryDate": date(2025, 9, 1), "ChildBirthdate_birth_month": date(2002, 8, 1)},
]  # fmt: skip
TABLES = {
    "health__births": BIRTHS,
    "human_services__snap__member": FOOD,
    "human_services__tanf__adult": [cash("uma", "01", date(2008, 1, 1)), cash("vera", "03", date(1988, 1, 1))],
    "coc__hmis__export": [{"ExportStartDate": date(2020, 1, 1), "ExportEndDate": date(2026, 9, 30)}],
    "coc__hmis__client": [
        {"person_record_id": person, "PersonalID_key": person, "Sex": "0", "DOB_birth_month": date(year, 1, 1)}
        for person, year in [("ivy", 1990), ("jo", 2018), ("oda", 1990), ("pim", 2018)]
    ],
    "coc__hmis__enrollment": STAYS,
    "coc__hmis__exit": EXITS,
    "coc__hmis__project": [{"ProjectID_key": key, "ProjectType": kind} for key, kind in (("shelter", "0"), ("rehousing", "13"))],
    "early_learning__prek": PRE_K,
}
# A month later: Ada's mother moves in, Dov returns, Mia's case ends.
LATER = TABLES | {
    "human_services__snap__member": [
        *FOOD[:4],
        member("case1", "ada", "dov", "SPO", date(2026, 9, 1)),
        member("case1", "ada", "nan", "REL", date(2026, 9, 1)),
        member("case2", "hal", "mia", "CHI", date(2022, 1, 1), date(2026, 9, 30)),
    ],
}
NAMES = ("ada", "ben", "cora", "dov", "eli", "fay", "gil", "ivy", "jo", "kit", "lev", "mia", "nan", "oda", "pim", "uma", "vera")
PEOPLE = {name: (name, name, name) for name in NAMES} | {"ben_again": ("ben", "ben", "ben")}
