"""A home graded against a truth file, through the record ids intake gives."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

import data_contracts
from data_contracts.reader import read_contracts
from orchestration.errors import TwogenError
from orchestration.evaluation import evaluate
from orchestration.evaluation.reach import reachable
from orchestration.evaluation.told import read_told
from orchestration.evaluation.truth import read_truth
from orchestration.intake import record_id
from orchestration.vault import Vault
from tests.linkage.conftest import World, contract, said, world  # noqa: F401  (a fixture)

SOURCES = Path(data_contracts.__file__).parent / "sources"
ROSA = {"first_name": "Rosa", "last_name": "Quintanilla", "birth_date": date(1991, 4, 7)}


def record_id_sql(table, person, texts) -> str:
    return f"'{table.name}-' || {texts[0]}"


TRUTH = [
    ("births", "mother", "1", "P", "f"),
    ("hmis", "person", "2", "P", "f"),
    ("wages", "person", "3", "P", "f"),
    ("hmis", "person", "4", "Q", "m"),
]


@pytest.fixture
def linked(world: World) -> World:  # noqa: F811
    world.link([
        said("births-1", "births", "mother", **ROSA, ssn="412551234"),
        said("hmis-2", "hmis", **ROSA),
        said("wages-3", "wages", first_name="Rosa", last_name="Quintanilla"),
        said("hmis-4", "hmis", first_name="Bo", last_name="Lind", birth_date=date(1960, 2, 3)),
    ])  # fmt: skip
    return world


def truth(path, rows, columns=("table", "role", "id", "person", "sex")):
    with duckdb.connect() as con:
        con.execute(f"create table truth ({', '.join(f'{chr(34)}{c}{chr(34)} varchar' for c in columns)})")
        for row in rows:
            con.execute(f"insert into truth values ({', '.join('?' * len(columns))})", row)
        con.execute(f"copy truth to '{path}' ({'format parquet' if path.suffix == '.parquet' else 'format csv, header'})")
    return path


@pytest.mark.parametrize("name", ["truth.csv", "truth.parquet"])
def test_a_home_is_graded_at_three_levels_and_by_subgroup(linked: World, tmp_path, name):
    path = truth(tmp_path / name, TRUTH)
    found = evaluate(path, [contract()], linked.vault, linked.places, record_id_sql)
    assert set(found.levels) == {"strict", "balanced", "lenient"}
    assert found.levels["balanced"].recall_reachable == 1, "the wage record carries a name alone and is out of reach"
    assert found.levels["balanced"].recall == pytest.approx(1 / 3, abs=1e-6)
    assert set(found.subgroups["sex"]) == {"f", "m"}
    assert found.records_in_both == 4
    assert json.loads(json.dumps(found.as_dict()))["levels"]["strict"]["precision"] == 1
    assert "4 records graded; 0 of the truth were not linked" in found.as_text()


def test_the_table_and_the_json_hold_every_measure_under_one_plain_name(linked: World, tmp_path):
    """Of three pairs of Rosa's one is joined; the other two are out of reach."""
    found = evaluate(truth(tmp_path / "truth.csv", TRUTH), [contract()], linked.vault, linked.places, record_id_sql)
    kept, text = json.loads(json.dumps(found.as_dict())), found.as_text()
    balanced = kept["levels"]["balanced"]
    assert (balanced["precision"], balanced["recall"], balanced["f1"]) == (1, 0.333333, 0.5)
    assert (balanced["precision_reachable"], balanced["recall_reachable"], balanced["f1_reachable"]) == (1, 1, 1)
    assert balanced["b_cubed_precision"] == 1
    assert balanced["b_cubed_recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, abs=1e-6)
    assert (balanced["exactly_right"], balanced["exactly_right_reachable"], balanced["falsely_merged"]) == (0.5, 1, 0)
    assert kept["subgroups"]["sex"]["f"]["recall"] == 0.333333
    assert set(kept["subgroups"]["sex"]["m"]["intervals"]) >= {"recall_gap", "falsely_merged"}
    said = {line[:44].strip(): line[44:].split() for line in text.splitlines()}
    assert said["pairs, all: F1"] == ["0.5000"] * 3
    assert said["pairs, reachable: recall"] == ["1.0000"] * 3
    assert said["persons exactly right"] == ["0.5000"] * 3
    assert "recall gap" in text and "B-cubed: F1" in said


@pytest.mark.parametrize(
    "columns",
    [
        ("table", "role", "record_id", "true_person", "sex"),
        ("Table", "ROLE", "Id", "True Person", "sex"),
        ("table_name", "role", "record", "person_id", "sex"),
        ("table", "role", "id", "person", "person_id"),
        ("table", "role", "id_columns", "true_person", "sex"),
        ("Table", "Role", "Id Columns", "True Person", "sex"),
        ("table", "role", "key", "person_true", "sex"),
        ("table", "role", "id_values", "entity_id", "sex"),
        ("table", "role", "contract_id", "TruePerson", "sex"),
        ("table", "role", "source_id", "true_person", "person_id"),
    ],
)
def test_columns_may_be_called_otherwise(linked: World, tmp_path, columns):
    found = evaluate(truth(tmp_path / "t.csv", TRUTH, columns), [contract()], linked.vault, linked.places, record_id_sql)
    assert found.records_in_both == 4
    assert list(found.subgroups) == [columns[-1]]


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        (("feed", "role", "id", "true_person", "sex"), "table"),
        (("table", "kind", "id", "true_person", "sex"), "role"),
        (("table", "role", "contract's columns", "true_person", "sex"), "id"),
        (("table", "role", "id", "whose", "sex"), "person"),
    ],
)
def test_one_column_of_another_name_is_known_by_its_place_and_told(linked: World, tmp_path, columns, word):
    found = evaluate(truth(tmp_path / "t.csv", TRUTH, columns), [contract()], linked.vault, linked.places, record_id_sql)
    assert found.records_in_both == 4
    assert list(found.subgroups) == ["sex"]
    (taken,) = found.columns_by_place.items()
    assert taken == (word, columns[("table", "role", "id", "person").index(word)])
    assert f"{taken[1]} was taken for the column {word} by its place." in found.as_text()


def test_the_true_person_is_preferred_wherever_it_stands(tmp_path):
    path = truth(tmp_path / "t.csv", [("hmis", "person", "7", "x", "P")], ("table", "role", "id", "person", "true_person"))
    with duckdb.connect() as con:
        assert read_told(con, path).subgroups == ["person"]
        assert con.execute("select person from told").fetchall() == [("P",)]


def lines(path, *rows: str):
    path.write_text("\n".join(rows) + "\n")
    return path


def test_cells_a_short_line_lacks_are_not_told(tmp_path):
    rows = ("hmis,person,1,P", 'hmis,person,"2,3",Q,white', "hmis,person", "")
    path = lines(tmp_path / "t.csv", "table,role,id,person,race", *rows)
    with duckdb.connect() as con:
        assert read_told(con, path).subgroups == ["race"]
        assert con.execute("select id, person, g0 from told").fetchall() == [
            ("1", "P", "(not told)"), ("2,3", "Q", "white"), (None, None, "(not told)"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["hmis,person,QUINTANILLA, ROSA,P", "hmis,person,2,Q", "hmis,person,3,Q,x,y"], "2 lines do not have the 4 .* line 2"),
        (["hmis,person,2,Q", 'hmis,person,"QUINTANILLA,Q', "hmis,person,3,Q"], "1 lines do not have the 4 .* line 3"),
    ],
)
def test_lines_with_more_cells_or_an_open_quote_are_counted_and_not_quoted(tmp_path, rows, says):
    path = lines(tmp_path / "t.csv", "table,role,id,person", *rows)
    with duckdb.connect() as con, pytest.raises(TwogenError, match=says) as refused:
        read_told(con, path)
    assert "QUINTANILLA" not in str(refused.value)


def test_a_file_in_another_encoding_says_so(tmp_path):
    (tmp_path / "t.csv").write_bytes("table,role,id,person\nhmis,person,JOSÉ,P\n".encode("latin-1"))
    with duckdb.connect() as con, pytest.raises(TwogenError, match="cannot be read as CSV in UTF-8"):
        read_told(con, tmp_path / "t.csv")


def test_an_index_without_a_name_and_a_mark_of_byte_order_do_no_harm(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeff,table,role,id,person\r\n0,hmis,person,7,P\r\n".encode())
    with duckdb.connect() as con:
        read_told(con, path)
        assert con.execute("select table_name, role, id, person from told").fetchall() == [("hmis", "person", "7", "P")]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_a_file_parted_otherwise_is_read_although_its_ids_hold_bars(world: World, tmp_path, mark):  # noqa: F811
    path, id_ = tmp_path / "truth.csv", '"7|0|1"' if mark == "|" else "7|0|1"
    path.write_text("\n".join(mark.join(row) for row in [("table", "role", "id", "person"), ("hmis", "person", id_, "P")]))
    with duckdb.connect() as con:
        read_told(con, path)
        assert con.execute("select * from told").fetchall() == [("hmis", "person", "7|0|1", "P")]


def test_ids_keep_their_zeros_and_numbers_in_parquet_are_read_as_texts(tmp_path):
    path = truth(tmp_path / "truth.csv", [("hmis", "person", " 007 ", "1")], ("table", "role", "id", "person"))
    with duckdb.connect() as con:
        read_told(con, path)
        assert con.execute("select id from told").fetchall() == [(" 007 ",)]
        con.execute(f"copy (select 'hmis' as \"table\", 'person' as role, 7 as id, 1 as person) to '{tmp_path / 'n.parquet'}'")
        con.execute("drop table told")
        read_told(con, tmp_path / "n.parquet")
        assert con.execute("select id, person from told").fetchall() == [("7", "1")]


def test_an_id_made_of_an_ssn_and_a_name_is_known_however_the_file_writes_it(tmp_path):
    """The contract of wages: intake hashes the name standardised; a truth has it as the agency wrote it."""
    wages = [c for c in read_contracts(SOURCES) if c.feed == "labor__ui_wages"]
    ids = ("012345678|O'Neil |JO|", "012345678|ONEIL|Jo|", "012345678|ONEILL|JO|")
    path = truth(tmp_path / "t.csv", [("labor__ui_wages", "person", id_, "P") for id_ in ids], ("table", "role", "id", "person"))
    vault = Vault.open(tmp_path / "vault", "a key for tests only")
    with vault.session() as con:
        read_truth(con, path, wages, record_id)
        assert con.execute("select count(*) from truth").fetchall() == [(2,)]
        (columns,) = [t for c in wages for t in c.tables]
        texts = ["'012345678'", "'ONEIL'", "'JO'", "null"]
        intakes = con.execute(f"select {record_id(columns, columns.persons[0], texts)}").fetchall()[0][0]
        assert con.execute("select count(*) from truth where record_id = $1", [intakes]).fetchall() == [(1,)]


def test_a_line_told_twice_counts_once_and_what_is_on_one_side_only_is_counted(linked: World, tmp_path):
    rows = [
        *TRUTH,
        TRUTH[0],
        ("school", "person", "9", "P", "f"),
        ("hmis", "person", "", "P", "f"),
        ("hmis", "person", "5", "", "f"),
    ]
    found = evaluate(truth(tmp_path / "t.csv", rows[1:]), [contract()], linked.vault, linked.places, record_id_sql)
    assert (found.records_in_truth, found.records_in_both, found.records_linked) == (5, 4, 4)
    assert found.lines_left_out == 2
    kept, text = found.as_dict(), found.as_text()
    assert (kept["records_not_linked"], kept["records_not_in_truth"]) == (1, 0)
    assert kept["records_by_role"]["school.person"] == {"id": "ID", "told": 1, "linked": 0}
    assert "school.person: 0 of 1 records told were linked; its ids are ID." in text
    assert "2 lines of the truth have no id or no person" in text
    fewer = evaluate(truth(tmp_path / "f.csv", TRUTH[:3]), [contract()], linked.vault, linked.places, record_id_sql)
    assert fewer.as_dict()["records_not_in_truth"] == 1


def test_a_few_records_told_to_be_two_people_are_not_graded_and_many_are_refused(linked: World, tmp_path):
    twice = [*TRUTH, ("hmis", "person", "4", "R", "m")]
    with pytest.raises(TwogenError, match="1 of 4 records are told to be more than one person"):
        evaluate(truth(tmp_path / "t.csv", twice), [contract()], linked.vault, linked.places, record_id_sql)
    many = twice + [("school", "person", f"s{n}", f"S{n}", "m") for n in range(100)]
    found = evaluate(truth(tmp_path / "m.csv", many), [contract()], linked.vault, linked.places, record_id_sql)
    assert (found.records_of_two_persons, found.records_in_both) == (1, 3)
    assert "1 records are told to be two people's" in found.as_text()


def test_a_column_of_a_thousand_values_is_no_subgroup(linked: World, tmp_path):
    rows = TRUTH + [("school", "person", f"s{n}", f"S{n}", f"Surname{n}") for n in range(101)]
    found = evaluate(truth(tmp_path / "t.csv", rows), [contract()], linked.vault, linked.places, record_id_sql)
    assert found.subgroups == {}
    assert found.no_subgroups == {"sex": 103}
    assert "Surname" not in found.as_text() + json.dumps(found.as_dict())


FIVE = ("table", "role", "id", "person", "sex")


@pytest.mark.parametrize(
    ("rows", "columns", "says"),
    [
        ([("births", "mother", "1", "P", "f")], ("feed", "role", "number", "person", "sex"), "no column table among its 5"),
        ([("births", "mother", "1", "P", "f")], ("table", "rule", "id", "persom", "sex"), "no column role; the nearest is rule"),
        ([("births", "mother", "1", "P", "f")], ("table", "role", "sex", "whose", "id"), "no column person among its 5"),
        ([("births", "mother", "1", "P", "f")], ("table", "role", "record", "person", "key"), "record and key could both be"),
        ([("birth", "mother", "1", "P", "f")], FIVE, r"1 lines .* \(nearest: births.mother\)"),
        ([("hmis", "person", "77", "P", "f")], FIVE, "None of the 1 records .* hmis.person ID"),
        ([], FIVE, "holds no row at all"),
    ],
)
def test_a_truth_that_does_not_fit_says_why(linked: World, tmp_path, rows, columns, says):
    path = truth(tmp_path / "truth.parquet", rows, columns)
    with pytest.raises(TwogenError, match=says):
        evaluate(path, [contract()], linked.vault, linked.places, record_id_sql)


def test_an_error_repeats_no_name_of_a_person_from_a_column_in_the_wrong_place(linked: World, tmp_path):
    path = truth(tmp_path / "t.csv", [("Rosa Quintanilla", "412-55-1234", "1", "P", "f")])
    with pytest.raises(TwogenError, match="1 lines") as refused:
        evaluate(path, [contract()], linked.vault, linked.places, record_id_sql)
    assert "Rosa" not in str(refused.value) and "412" not in str(refused.value)


def test_ids_with_too_few_parts_are_counted(tmp_path):
    wages = [c for c in read_contracts(SOURCES) if c.feed == "labor__ui_wages"]
    path = truth(tmp_path / "t.csv", [("labor__ui_wages", "person", "412551234", "P", "f")])
    with (
        Vault.open(tmp_path / "vault", "a key").connect() as con,
        pytest.raises(TwogenError, match=r"1 ids .* 4 parts.*LAST_NAME"),
    ):
        read_truth(con, path, wages, record_id)


def test_a_file_that_is_no_parquet_says_so(linked: World, tmp_path):
    (tmp_path / "t.parquet").write_text("table,role,id,person\n")
    with pytest.raises(TwogenError, match="cannot be read as Parquet"):
        evaluate(tmp_path / "t.parquet", [contract()], linked.vault, linked.places, record_id_sql)


def test_a_home_never_linked_says_so(world: World, tmp_path):  # noqa: F811
    with pytest.raises(TwogenError, match="Nothing has been linked here yet"):
        evaluate(truth(tmp_path / "t.csv", TRUTH), [contract()], world.vault, world.places, record_id_sql)


def test_evidence_reaches_from_record_to_record():
    """SSN only, SSN and birth date, birth date and address, address only: one chain. A bare name stands alone."""
    import numpy as np

    rows = {
        "person": np.array([0, 0, 0, 0, 0, 1]),
        "has_ssn": np.array([1, 1, 0, 0, 0, 1], bool),
        "has_birth": np.array([0, 1, 1, 0, 0, 0], bool),
        "has_home": np.array([0, 0, 1, 1, 0, 0], bool),
        "has_phone": np.zeros(6, bool),
        "has_email": np.zeros(6, bool),
    }
    found = reachable(rows)
    assert len(set(found[:4])) == 1
    assert found[4] not in set(found[:4])
    assert found[5] not in set(found[:5]), "another person's SSN is no way to reach him"
