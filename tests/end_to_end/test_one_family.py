"""One family, four agencies, one answer."""

import duckdb
import pytest

from data_contracts.reader import read_contracts
from orchestration.intake import record_id
from orchestration.places import Places
from orchestration.vault import Vault
from tests.end_to_end.planted import MOTHER, SOURCES


@pytest.fixture(scope="module")
def people(nightly_home):
    """Person ids of the planted mother and child, found from their agencies' own numbers through the vault."""
    places = Places(nightly_home)
    ids = {
        "mother on the certificate": ("health__births", "mother", ["KY", "2018", "998877"]),
        "child on the certificate": ("health__births", "child", ["KY", "2018", "998877"]),
        "mother at work": ("labor__ui_wages", "person", [MOTHER["ssn"], MOTHER["last"], MOTHER["first"], ""]),
        "mother in the shelter": ("coc__hmis__client", "person", ["Q-900001"]),
        "child in the shelter": ("coc__hmis__client", "person", ["Q-900002"]),
        "child at school": ("education__attendance", "person", ["9988776655"]),
    }
    tables = {table.name: table for contract in read_contracts(SOURCES) for table in contract.tables}
    found = {}
    with Vault.open(places.vault, None).connect() as con:
        for name, (table_name, role, texts) in ids.items():
            table = tables[table_name]
            person = next(p for p in table.persons if p.role == role)
            sql = record_id(table, person, [f"'{text}'" for text in texts])
            rows = con.execute(f"select person_id from read_parquet('{places.person_keys}') where record_id = {sql}").fetchall()
            assert len(rows) == 1, f"{name}: {len(rows)} keys"
            found[name] = rows[0][0]
    return found


@pytest.fixture(scope="module")
def marts(nightly_home):
    with duckdb.connect(str(nightly_home / "published" / "current" / "marts.duckdb"), read_only=True) as con:
        yield con


def test_the_mother_is_one_person_on_the_certificate_at_work_and_in_the_shelter(people):
    assert people["mother on the certificate"] == people["mother at work"] == people["mother in the shelter"]


def test_the_child_is_one_person_on_the_certificate_in_the_shelter_and_at_school(people):
    assert people["child on the certificate"] == people["child in the shelter"] == people["child at school"]


def test_mother_and_child_are_two_people_tied_by_the_certificate(people, marts):
    mother, child = people["mother at work"], people["child at school"]
    assert mother != child
    tied = marts.execute(
        "select count(*) from fct_parent_child_links where parent_person_id = ? and child_person_id = ?", [mother, child]
    ).fetchall()
    assert tied == [(1,)]


def test_both_generations_are_seen_month_by_month_in_the_systems_they_used(people, marts):
    seen = dict(
        marts.execute(
            "select person_id, list_sort(list_distinct(list(agency))) from fct_person_month_programs"
            " where service_month >= '2026-01-01' group by person_id"
        ).fetchall()
    )
    assert {"coc", "labor"} <= set(seen[people["mother at work"]])
    assert {"coc", "education"} <= set(seen[people["child at school"]])


def test_a_year_not_yet_complete_is_null_with_its_reason_and_never_a_small_number(people, marts):
    rows = marts.execute(
        "select distinct system_count, null_reason from fct_person_year_systems where calendar_year = 2026"
    ).fetchall()
    assert rows == [(None, "not_yet_reportable")]
    assert marts.execute(
        "select count(*) from fct_person_year_systems where person_id = ? and calendar_year = 2026",
        [people["mother at work"]],
    ).fetchall() == [(1,)]
