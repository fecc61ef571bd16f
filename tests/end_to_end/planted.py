"""One family with unmistakable names, written into the files of the agencies that know it.

The mother is on her child's birth certificate, at work, and in a shelter with the child; the child is at school too.
"""

from pathlib import Path

from data_contracts import Contract
from data_contracts.reader import read_contract
from tests.end_to_end.agency_files import append_rows, newest

SOURCES = Path(__file__).resolve().parents[2] / "data_contracts" / "sources"

MOTHER = {"first": "Zephyrine", "last": "Quillfeather", "maiden": "Ombersley", "ssn": "528419037", "born": "19890317"}
FATHER = {"first": "Thaddeusz", "last": "Quillfeather", "ssn": "528417733", "born": "19871109"}
CHILD = {"first": "Ondolyn", "last": "Quillfeather", "born": "20180922"}
STREET = "4471 Wrenhollow Passage"
ZIP = "58301"

# What a leak would look like, whatever case or layout it is written in.
NEEDLES = (
    "Zephyrine",
    "Quillfeather",
    "Ombersley",
    "Thaddeusz",
    "Ondolyn",
    "Wrenhollow",
    MOTHER["ssn"],
    FATHER["ssn"],
    "528-41-9037",
)


def contract(feed: str) -> Contract:
    return read_contract(SOURCES / f"{feed}.odcs.yaml")


def iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def plant_family(home: Path) -> None:
    """The family in the delivery of each agency that will be in force."""
    landing = home / "landing"
    _on_the_birth_certificate(landing / "health")
    _at_work(landing / "labor")
    _in_the_shelter(landing / "coc")
    _at_school(landing / "education")


def _on_the_birth_certificate(folder: Path) -> None:
    births = contract("health__births")
    row = {
        "BIRTH_YEAR": "2018",
        "FILENO": "998877",
        "IDOB": CHILD["born"],
        "DOR": "20180930",
        "ISEX": "F",
        "PLUR": "01",
        "KIDFNAME": CHILD["first"].upper(),
        "KIDMNAME": "",
        "KIDLNAME": CHILD["last"].upper(),
        "KIDSUFFX": "",
        "MOMFNAME": MOTHER["first"].upper(),
        "MOMMIDDL": "",
        "MOMLNAME": MOTHER["last"].upper(),
        "MOMSUFFX": "",
        "MOMMAIDN": MOTHER["maiden"].upper(),
        "MDOB": MOTHER["born"],
        "MOM_SSN": MOTHER["ssn"],
        "DADFNAME": FATHER["first"].upper(),
        "DADMIDDL": "",
        "DADLNAME": FATHER["last"].upper(),
        "DADSUFFX": "",
        "FDOB": FATHER["born"],
        "DAD_SSN": FATHER["ssn"],
        "STNUM": STREET.split()[0],
        "STNAME": "WRENHOLLOW PASSAGE",
        "ADDRESS": STREET.upper(),
        "ZIPCODE": ZIP,
    }
    names = {column.name for column in births.tables[0].columns}
    append_rows(newest(folder, "births_to_"), births, {"births": [{k: v for k, v in row.items() if k in names}]})


def _at_work(folder: Path) -> None:
    wages = contract("labor__ui_wages")
    row = {
        "SSN": MOTHER["ssn"],
        "FIRST_NAME": MOTHER["first"].upper(),
        "MIDDLE_INITIAL": "",
        "LAST_NAME": MOTHER["last"].upper(),
    }
    append_rows(newest(folder, "wages_2"), wages, {"ui_wages": [row]})


def _in_the_shelter(folder: Path) -> None:
    hmis = contract("coc__hmis")
    mother = {
        "PersonalID": "Q-900001",
        "FirstName": MOTHER["first"],
        "MiddleName": "",
        "LastName": MOTHER["last"],
        "NameSuffix": "",
        "NameDataQuality": "1",
        "SSN": MOTHER["ssn"],
        "SSNDataQuality": "1",
        "DOB": iso(MOTHER["born"]),
        "DOBDataQuality": "1",
        "Sex": "0",
    }
    child = mother | {
        "PersonalID": "Q-900002",
        "FirstName": CHILD["first"],
        "LastName": CHILD["last"],
        "SSN": "",
        "SSNDataQuality": "99",
        "DOB": iso(CHILD["born"]),
        "VeteranStatus": "99",
    }
    stay = {"EntryDate": "2026-02-03", "HouseholdID": "Q-H1"}
    stays = [
        stay | {"EnrollmentID": "Q-E1", "PersonalID": "Q-900001", "RelationshipToHoH": "1"},
        stay | {"EnrollmentID": "Q-E2", "PersonalID": "Q-900002", "RelationshipToHoH": "2"},
    ]
    append_rows(newest(folder, "hmis_"), hmis, {"Client": [mother, child], "Enrollment": stays})


def _at_school(folder: Path) -> None:
    attendance = contract("education__attendance")
    header = "\t".join(column.name for column in attendance.tables[0].columns)
    row = {
        "StateID": "9988776655",
        "LocalStudentID": "Q77",
        "FirstName": CHILD["first"],
        "MiddleName": "",
        "LastName": CHILD["last"],
        "Suffix": "",
        "DateOfBirth": f"09/22/{CHILD['born'][:4]}",
        "Gender": "F",
        "GradeLevel": "02",
        "StreetAddress": STREET,
        "ZipCode": ZIP,
        # As if a clerk had typed a field too far: the row flows with a warning, its text may not.
        "LanguageHome": CHILD["last"],
    }
    is_good = lambda path: path.read_text(encoding="utf-8").startswith(header)  # noqa: E731 - one use, one line
    append_rows(newest(folder, "attendance_2", is_good), attendance, {"attendance": [row]})
