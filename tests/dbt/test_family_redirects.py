"""A family's id when more is told of it, night by night: every id it had leads to the one it has."""

from datetime import date
from pathlib import Path

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import COVERED, Rows, write_in_force, write_person_keys

BORN = date(2020, 3, 1)
OF_KID = "family_definition = 'birth_parents' and member_role = 'child' and person_id like 'kid%'"


def insured(child: str) -> dict:
    return {"member_record_id": f"{child}_insured", "MSIS_IDENTIFICATION_NUM_key": child, "DATE_OF_BIRTH_birth_month": BORN}


def fed(person: str, relation: str, born: date) -> dict:
    return {
        "CASE_ID_key": "case1", "CLIENT_ID_key": person, "head_of_household_record_id": "pa_fed",
        "person_record_id": f"{person}_fed", "RELATION": relation, "MEMBER_START_DATE": date(2021, 1, 1), "SEX": "1",
        "DATE_OF_BIRTH_birth_month": born,
    }  # fmt: skip


def certificate(child: str, mother: str) -> dict:
    return {
        "CERTIFICATE_key": child, "child_record_id": f"{child}_born", "mother_record_id": mother, "father_record_id": "pa_father",
        "VOID": "0", "ISEX": "F", "IDOB_birth_month": BORN, "MDOB_birth_month": date(1981, 1, 1), "DOR": date(2022, 1, 9),
    }  # fmt: skip


KNOWN: dict[str, Rows] = {"medicaid__eligibility__elg00002": [insured("kid"), insured("sis")]}
FATHER = KNOWN | {
    "human_services__snap__member": [
        fed("pa", "SEL", date(1980, 1, 1)), fed("kid", "CHI", BORN), fed("sis", "CHI", BORN),
    ],
}  # fmt: skip
MOTHER = FATHER | {"health__births": [certificate("kid", "ma"), certificate("sis", "ma")]}
TWO_MOTHERS = FATHER | {"health__births": [certificate("kid", "ma"), certificate("sis", "eve")]}
PEOPLE = {f"{child}_{told}": child for child in ("kid", "sis") for told in ("insured", "fed", "born")}
PEOPLE |= {"pa_fed": "pa", "pa_father": "pa", "ma": "ma", "eve": "eve"}
MERGED = {"kid": "kid_now", "pa": "pa_now", "ma": "ma_now"}


def night(home: Path, tables: dict[str, Rows], merged: dict[str, str] | None = None) -> Build:
    """The families of one night, with their tests; `merged`: person ids another one has absorbed."""
    merged = merged or {}
    write_in_force(home, tables, {"human_services__snap": COVERED})  # it speaks of households before it tells of this one
    write_person_keys(
        home,
        {record: (merged.get(who, who),) * 3 for record, who in PEOPLE.items()},
        [(former, now, date(2026, 11, 2)) for former, now in merged.items()],
    )
    quiet = ("--exclude-resource-type", "unit_test", "--indirect-selection", "cautious")
    built = run_dbt(home, "build", "--select", "+dim_family_redirect", "+dim_family", "+fct_family_members", *quiet)
    assert built.returncode == 0, built.output[-3000:]
    return built


def family_of_kid(built: Build) -> str:
    ((family,),) = built.rows(f"select distinct family_id from fct_family_members where {OF_KID}")
    return family


def led_from(built: Build, former: str) -> list[tuple]:
    return built.rows(
        "select family_id, redirect_reason from dim_family_redirect "
        f"where family_definition = 'birth_parents' and former_family_id = '{former}'"
    )


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> list[Build]:
    """Medicaid alone tells of the child; its father's food case does; its certificate arrives; three people are merged."""
    told = [(KNOWN, {}), (FATHER, {}), (MOTHER, {}), (MOTHER, MERGED)]
    return [night(tmp_path_factory.mktemp("night") / "home", tables, merged) for tables, merged in told]


def test_every_id_a_family_had_leads_to_the_one_it_has(nights):
    had = [family_of_kid(built) for built in nights]
    assert len(set(had)) == len(had)  # or nothing is shown
    alone, fathers, mothers, now = had
    assert led_from(nights[1], alone) == [(fathers, "child_alone")]
    assert led_from(nights[2], alone) == [(mothers, "child_alone")]
    assert led_from(nights[2], fathers) == [(mothers, "other_parent")]
    assert [led_from(nights[3], former) for former in (alone, fathers, mothers)] == [[(now, "absorbed_person")]] * 3


def test_a_family_that_lives_leads_nowhere_else(nights):
    for built in nights:
        assert led_from(built, family_of_kid(built)) == []


def test_a_fathers_family_is_several_when_its_children_turn_out_to_have_two_mothers(nights, tmp_path):
    parted = night(tmp_path / "home", TWO_MOTHERS)
    assert led_from(parted, family_of_kid(nights[1])) == [(None, "several_families")]
    assert led_from(parted, family_of_kid(nights[0])) == [(family_of_kid(parted), "child_alone")]
    mothers = "select count(distinct family_id) from fct_family_members where family_definition = 'birth_parents'"
    assert parted.rows(f"{mothers} and person_id in ('kid', 'sis')") == [(2,)]
