"""A place on a row in which nothing tells who: nobody, and no record of his anywhere."""

from dataclasses import replace

from data_contracts import Column, Issuer, Person
from data_contracts.row_places import is_place, telling
from orchestration.components.delivery_lines import place_lines
from orchestration.intake import persons_in_force
from tests.intake.conftest import ROLL, roll

APPLICANT = Issuer("housing", "applicant")
COLUMNS = (
    Column("APP", "string", "key", required=True, issuer=APPLICANT),
    *(Column(name, "string", "identifier") for name in ("HEAD", "PHONE", "FAMILY", "KID1", "KID2", "SSN2")),
    Column("BORN2", "date", "identifier"),
    Column("SEX2", "string", "sensitive", codes={"M": "male", "F": "female"}),
    Column("SEEN", "date", "plain"),
)
HEAD = Person("person", APPLICANT, ("APP",), {"full_name": "HEAD", "phone": "PHONE"})
KID1 = Person("child_1", Issuer("housing", "child_1"), ("APP",), {"first_name": "KID1", "last_name": "FAMILY", "phone": "PHONE"})
KID2 = Person(
    "child_2",
    Issuer("housing", "child_2"),
    ("APP",),
    {"first_name": "KID2", "last_name": "FAMILY", "phone": "PHONE", "birth_date": "BORN2", "sex": "SEX2", "ssn": "SSN2"},
)
TABLE = replace(ROLL.tables[0], columns=COLUMNS, persons=(HEAD, KID1, KID2), rules=())
APPLICATIONS = replace(ROLL, tables=(TABLE,))


def application(number: int, head: str = "Ana Ruiz", kid2: str = "", born2: str = "", ssn2: str = "", seen="2026-08-01") -> str:
    return f"{number}\t{head}\t555-867-5309\tRuiz\t\t{kid2}\t{ssn2}\t{born2}\tM\t{seen}"


def deliver(county, *rows: str, name: str = "roll_2026-08.txt", contract=APPLICATIONS):
    return county.deliver(contract, name, roll(*rows, header="APP\tHEAD\tPHONE\tFAMILY\tKID1\tKID2\tSSN2\tBORN2\tSEX2\tSEEN"))


def somebody(county, role: str) -> list[bool]:
    return [one is not None for (one,) in county.in_force("school__roll", f"{role}_record_id")]


def mentioned(county) -> list[tuple[str, int]]:
    """Role and row of every person linkage will read."""
    with county.vault.session() as con:
        found = [
            con.execute(f"select role, row_number from {county.vault.scan(one.path)}").fetchall()
            for one in persons_in_force(APPLICATIONS, county.places)
        ]
    return [mention for each in found for mention in each]


def test_a_place_with_nothing_of_its_own_is_nobody(county):
    """Telephone and surname are the whole row's, and the sex is always filled in."""
    deliver(county, application(1), application(2, kid2="Leo"))
    assert somebody(county, "child_1") == [False, False]
    assert somebody(county, "child_2") == [False, True]
    assert sorted(mentioned(county)) == [("child_2", 2), ("person", 1), ("person", 2)]


def test_a_birth_date_or_a_number_alone_is_somebody(county):
    deliver(county, application(1, born2="2019-05-01"), application(2, born2="2019-00-00"), application(3, ssn2="xxx-xx-1234"))
    assert somebody(county, "child_2") == [True, True, True]


def test_what_stands_where_nothing_is_known_is_nobody(county):
    deliver(
        county,
        *(application(n, kid2=said) for n, said in enumerate(["UNKNOWN", "n/a", "Not Given", "none none", "XXX", "---"])),
        application(7, born2="9999-99-99"),
        application(8, born2="1900-01-01"),
        application(9, ssn2="000-00-0000"),
        application(10, kid2="Nana"),
        application(11, kid2="BABY BOY"),
    )
    assert somebody(county, "child_2") == [False] * 9 + [True, True]


def test_whoever_has_a_number_of_his_own_is_somebody_without_a_name(county):
    """The application's number is issued to applicants; a client of a shelter may refuse his name."""
    deliver(county, application(1, head=""))
    assert somebody(county, "person") == [True]
    assert mentioned(county) == [("person", 1)]
    assert [is_place(TABLE, person) for person in TABLE.persons] == [False, True, True]
    alone = replace(TABLE, persons=(replace(HEAD, issuer=Issuer("ems", "patient")),))
    assert not is_place(alone, alone.persons[0])  # a report has its patient, though the number is the report's


def test_a_number_beside_own_identifiers_is_the_others_too():
    kid = replace(KID1, id_columns=("APP", "KID1"))
    assert is_place(replace(TABLE, persons=(HEAD, kid)), kid)


def test_what_another_role_is_told_by_tells_of_nobody():
    assert telling(TABLE, KID2) == {"first_name": "KID2", "birth_date": "BORN2", "ssn": "SSN2"}


def test_the_receipt_counts_who_stands_in_the_places(county):
    receipt = deliver(county, application(1), application(2, kid2="Leo"))
    assert receipt.row_places == {"school__roll": {"child_1": 0, "child_2": 1}}
    assert list(place_lines(receipt)) == ["Places of school__roll: 1 of 4 filled (child_1 0, child_2 1 of 2 rows)."]
    assert county.receipts(APPLICATIONS)[0] == receipt


def test_a_restatement_that_empties_a_place_takes_its_person_away(county):
    deliver(county, application(1, kid2="Leo"))
    deliver(county, application(1), name="roll_2026-08_r2.txt")
    assert somebody(county, "child_2") == [False]
    assert mentioned(county) == [("person", 1)]


def test_a_snapshot_with_an_empty_place_keeps_nobody_of_the_one_before(county):
    contract = replace(APPLICATIONS, delivery=replace(APPLICATIONS.delivery, mode="snapshot"))
    deliver(county, application(1, kid2="Leo"), contract=contract)
    deliver(county, application(1, seen="2026-09-01"), name="roll_2026-09.txt", contract=contract)
    before, last = persons_in_force(contract, county.places)
    assert before.known_in == last.path  # linkage reads of the older one only who is in the last
    with county.vault.session() as con:
        assert con.execute(f"select role from {county.vault.scan(last.path)}").fetchall() == [("person",)]
