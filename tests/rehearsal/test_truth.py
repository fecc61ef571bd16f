"""The truth knows every record in every file, by the texts the file has."""

import csv
import io
import json
import zipfile

import duckdb
import pytest


@pytest.fixture(scope="module")
def records(small) -> dict[tuple[str, str], dict[str, int]]:
    rows = duckdb.sql(f"select \"table\", role, id, person from '{small.places.truth}/records.parquet'").fetchall()
    found: dict[tuple[str, str], dict[str, int]] = {}
    for table, role, id_, person in rows:
        assert id_ not in found.setdefault((table, role), {})
        found[table, role][id_] = person
    return found


def test_every_certificate_has_its_people(small, records):
    seen = {"child": set(), "mother": set(), "father": set()}
    for path in (small.places.landing / "health").glob("births*"):
        for line in path.read_text(encoding="cp1252").splitlines():
            number = f"{line[4:6]}|{line[0:4]}|{line[6:12]}"
            seen["child"].add(number)
            seen["mother"].add(number)
            if line[80:88].strip() or line[1842:2017].replace(line[1999:2008], "").strip():
                seen["father"].add(number)
    assert seen["child"] == set(records["health__births", "child"])
    assert seen["mother"] == set(records["health__births", "mother"])
    assert seen["father"] <= set(records["health__births", "father"])
    assert len(records["health__births", "father"]) < len(seen["child"])


def test_every_worker_has_a_record(small, records):
    seen = set()
    for path in (small.places.landing / "labor").glob("wages_*"):
        for line in path.read_text(encoding="utf-8").splitlines():
            seen.add("|".join(text.strip() for text in (line[0:9], line[25:45], line[9:24], line[24:25])))
    assert seen == set(records["labor__ui_wages", "person"])


def test_every_pupil_and_client_has_a_record(small, records):
    pupils, clients = set(), set()
    for path in (small.places.landing / "education").glob("attendance*"):
        pupils |= {line.split("\t")[4] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    for path in (small.places.landing / "coc").iterdir():
        text = zipfile.ZipFile(path).read("Client.csv").decode("utf-8")
        clients |= {row["PersonalID"] for row in csv.DictReader(io.StringIO(text))}
    assert pupils == set(records["education__attendance", "person"])
    assert clients == set(records["coc__hmis__client", "person"])


def test_people_and_families_hang_together(small, records):
    connection = duckdb.connect()
    truth = small.places.truth
    people = connection.sql(f"select count(*), count(distinct person) from '{truth}/people.parquet'").fetchone()
    assert people == (small.counts.people, small.counts.people)
    known = {row[0] for row in connection.sql(f"select person from '{truth}/people.parquet'").fetchall()}
    assert {person for role in records.values() for person in role.values()} <= known
    young = connection.sql(
        f"""
        select count(*) from '{truth}/families.parquet' as tie
        join '{truth}/people.parquet' as child on child.person = tie.child
        join '{truth}/people.parquet' as parent on parent.person = tie.parent
        where parent.birth_date + interval 12 year > child.birth_date
        """
    ).fetchone()
    assert young == (0,)
    mothers = dict(connection.sql(f"select child, parent from '{truth}/families.parquet' where kind = 'mother'").fetchall())
    for number, child in records["health__births", "child"].items():
        assert mothers[child] == records["health__births", "mother"][number]


def test_subgroups_stand_beside_each_record(small):
    described = duckdb.sql(f"describe select * from '{small.places.truth}/records.parquet'").fetchall()
    assert [row[0] for row in described] == [
        "table", "role", "id", "person", "sex", "race_ethnicity", "age_band", "language",
    ]  # fmt: skip
    nulls = duckdb.sql(f"select count(*) from '{small.places.truth}/records.parquet' where columns(*) is null").fetchone()
    assert nulls == (0,)


def test_planted_effects_are_written_with_their_sizes(small):
    effects = json.loads((small.places.truth / "effects.json").read_text())
    assert {"homelessness_raises_absence", "rehousing_raises_hiring"} <= {effect["name"] for effect in effects}
    assert all(effect["size"] > 0 and effect["cause"] and effect["outcome"] for effect in effects)
