"""What the reader makes of good contracts: the agencies', and the small invented one."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from data_contracts import Issuer, Tie
from data_contracts.reader import read_contract, read_contracts

SOURCES = Path(__file__).parents[2] / "data_contracts" / "sources"
CLINIC = Path(__file__).parents[1] / "fixtures" / "good_contracts" / "clinic__visits.odcs.yaml"


@pytest.fixture(scope="module")
def contracts():
    return {contract.feed: contract for contract in read_contracts(SOURCES)}


def test_contracts_come_in_the_order_of_their_feeds():
    feeds = [contract.feed for contract in read_contracts(SOURCES)]
    assert feeds == sorted(feeds)
    assert {"coc__hmis", "education__attendance", "health__births", "labor__ui_wages"} <= set(feeds)


def test_a_contract_keeps_its_text_and_its_hash():
    contract = read_contract(CLINIC)
    assert contract.text == CLINIC.read_text()
    assert contract.sha256 == sha256(CLINIC.read_bytes()).hexdigest()


def test_a_feed_of_one_object_is_a_table_of_the_feed_s_name_and_several_are_named_apart(contracts):
    assert [table.name for table in contracts["labor__ui_wages"].tables] == ["labor__ui_wages"]
    assert [table.name for table in contracts["coc__hmis"].tables] == [
        "coc__hmis__export", "coc__hmis__client", "coc__hmis__enrollment", "coc__hmis__exit", "coc__hmis__project",
        "coc__hmis__services", "coc__hmis__incomebenefits",
    ]


def test_deliveries_say_how_they_arrive(contracts):
    births, wages, hmis = contracts["health__births"], contracts["labor__ui_wages"], contracts["coc__hmis"]
    assert (births.delivery.mode, births.delivery.period.unit, births.delivery.due_days) == ("append", "month", 15)
    assert births.tables[0].member.record_length == 4000
    assert wages.delivery.period.columns == ("YEAR", "QUARTER")
    assert (hmis.delivery.container, hmis.table("Client").member.name) == ("zip", "Client.csv")
    assert hmis.table("Client").member.quote == '"'
    assert births.effective_from == date(2026, 11, 2)


def test_deliveries_say_how_long_they_are_kept_and_landed_files_stay_unless_said(contracts, tmp_path):
    wages = contracts["labor__ui_wages"]
    assert (wages.delivery.retention_days, wages.delivery.clear_landing) == (20 * 366, False)
    text = wages.text.replace("retention, value: 20, unit: y", "retention, value: 18, unit: m")
    text = text.replace("      container: file\n", "      container: file\n      clear_landing: true\n")
    changed = tmp_path / wages.path.name
    changed.write_text(text)
    delivery = read_contract(changed).delivery
    assert (delivery.retention_days, delivery.clear_landing) == (18 * 31, True)


def test_hmis_columns_are_in_hud_s_order(contracts):
    hmis = contracts["coc__hmis"]
    counts = {table.object_name: len(table.columns) for table in hmis.tables}
    assert counts == {
        "Export": 19, "Client": 38, "Enrollment": 67, "Exit": 44, "Project": 19, "Services": 18, "IncomeBenefits": 77,
    }  # fmt: skip
    names = [column.name for column in hmis.table("Client").columns]
    assert names[:4] == ["PersonalID", "FirstName", "MiddleName", "LastName"]
    assert names[-5:] == ["DateCreated", "DateUpdated", "UserID", "DateDeleted", "ExportID"]


def test_wage_columns_fill_the_86_characters_without_a_gap(contracts):
    slices = sorted(s for column in contracts["labor__ui_wages"].tables[0].columns for s in column.positions)
    taken = [position for first, last in slices for position in range(first, last + 1)]
    assert taken == list(range(1, 87))


def test_a_birth_date_in_two_parts_is_one_date(contracts):
    column = contracts["health__births"].tables[0].column("IDOB")
    assert (column.positions, column.date_format, column.keeps) == (((1, 4), (31, 34)), "%Y%m%d", ("birth_month",))


def test_people_and_ties_of_a_birth(contracts):
    births = contracts["health__births"].tables[0]
    assert [p.role for p in births.persons] == ["child", "mother", "father"]
    assert {p.issuer for p in births.persons} == {Issuer("health", f"birth_{r}") for r in ("child", "mother", "father")}
    told = {"start_column": "IDOB", "recorded_column": "DOR", "void_column": "VOID"}
    assert births.ties == (Tie("mother", "child", "birth", **told), Tie("father", "child", "birth", **told))
    assert births.persons[1].identifiers["maiden_name"] == "MOMMAIDN"


def test_the_record_of_a_client_and_the_client_s_number_are_issued_alike(contracts):
    hmis = contracts["coc__hmis"]
    for name in ("Client", "Enrollment", "Exit"):
        table = hmis.table(name)
        assert table.persons[0].issuer == table.column("PersonalID").issuer == Issuer("coc", "client")
    assert hmis.table("Enrollment").persons[0].identifiers_from == "Client"


def test_hmis_writes_female_as_zero(contracts):
    codes = contracts["coc__hmis"].table("Client").column("Sex").codes
    assert (codes["0"], codes["1"]) == ("female", "male")


@pytest.mark.parametrize("feed", ["coc__hmis", "education__attendance", "health__births", "labor__ui_wages"])
def test_every_identifier_of_linkage_stays_in_the_vault(contracts, feed):
    """Names, SSN, street and birth date may never stand in a column that crosses."""
    for table in contracts[feed].tables:
        for person in table.persons:
            for word, name in person.identifiers.items():
                if word not in ("sex", "state"):
                    assert table.column(name).classification == "identifier", (table.name, word)


def test_descriptions_say_unit_and_meaning_of_null(contracts):
    births = contracts["health__births"].tables[0]
    assert births.column("BWG").description == (
        'Birth weight. Unit: grams. Null: unknown weight (blank or "9999" in the file).'
    )
    assert births.column("FILENO").description.endswith("Never null.")
    for contract in contracts.values():
        for table in contract.tables:
            assert all("Null: " in c.description or "Never null." in c.description for c in table.columns)
