"""Missed and wrong pairs by their sources and by what agrees, on records worked out by hand."""

from datetime import date

import duckdb
import pytest

from orchestration.evaluation import misses
from orchestration.evaluation.misses import Misses, count_misses

FIELDS = {
    "record_id": "varchar", "source": "varchar", "ssn": "varchar", "ssn_last4": "varchar", "birth_date": "date",
    "first_std": "varchar", "first_forms": "varchar[]", "last_std": "varchar", "surname_words": "varchar[]",
    "home_std": "varchar", "unit_std": "varchar",
}  # fmt: skip


def node(record_id: str, source: str, **said) -> dict:
    ssn, first, last = said.get("ssn"), said.get("first_std"), said.get("last_std")
    made = {"ssn_last4": ssn and ssn[-4:], "first_forms": first and [first], "surname_words": last and [last]}
    return {"record_id": record_id, "source": source} | made | said


def counted(nodes: list[dict], keys: dict[str, str], truth: dict[str, tuple[str, int]]) -> Misses:
    with duckdb.connect() as con:
        con.execute(f"create table nodes ({', '.join(f'{name} {kind}' for name, kind in FIELDS.items())})")
        for row in nodes:
            con.execute(f"insert into nodes values ({', '.join('?' * len(FIELDS))})", [row.get(name) for name in FIELDS])
        con.execute("create table keys (record_id varchar, person_id varchar)")
        con.executemany("insert into keys values (?, ?)", list(keys.items()))
        con.execute("create table truth (record_id varchar, person varchar, reach integer)")
        con.executemany("insert into truth values (?, ?, ?)", [(r, *t) for r, t in truth.items()])
        return count_misses(con, "keys", "truth")


ROSA = {"first_std": "ROSA", "last_std": "QUINTANILLA", "birth_date": date(1991, 4, 7)}
NODES = [
    node("w", "labor:worker", ssn="412551234", first_std="ROSA", last_std="LIND"),
    node("b", "health:birth_mother", ssn="412551243", **ROSA, home_std="12 ELM ST"),
    node("h", "coc:client", **ROSA | {"birth_date": date(1991, 7, 4)}, home_std="99 OAK AVE"),
    node("h", "coc:client", **ROSA | {"first_std": "ROSITA"}),
    node("t", "coc:client", first_std="TINA", last_std="QUINTANILLA", birth_date=date(1991, 4, 7)),
]


def test_a_missed_pair_says_what_agrees_on_the_best_of_its_nodes():
    """Rosa's records stand in three clusters: each of her three pairs is missed; the home's two nodes speak together."""
    truth = {"w": ("R", 1), "b": ("R", 1), "h": ("R", 1), "t": ("T", 2)}
    found = counted(NODES, {"w": "1", "b": "2", "h": "3", "t": "4"}, truth)
    by_sources = {count.sources: count for count in found.missed}
    assert {sources: count.pairs for sources, count in by_sources.items()} == {
        ("coc:client", "health:birth_mother"): 1,
        ("coc:client", "labor:worker"): 1,
        ("health:birth_mother", "labor:worker"): 1,
    }
    assert by_sources["health:birth_mother", "labor:worker"].evidence == {
        "SSN": "alike", "birth date": "absent", "given name": "equal", "surname": "different", "address": "absent",
    }  # fmt: skip
    assert by_sources["coc:client", "health:birth_mother"].evidence == {
        "SSN": "absent", "birth date": "equal", "given name": "equal", "surname": "equal", "address": "different",
    }  # fmt: skip
    assert found.wrong == []


def test_a_wrong_pair_is_one_of_two_people_in_one_cluster():
    found = counted(NODES, {"w": "1", "b": "1", "h": "1", "t": "1"}, {"w": ("R", 1), "b": ("R", 1), "h": ("R", 1), "t": ("T", 2)})
    assert found.missed == []
    assert sum(count.pairs for count in found.wrong) == 3
    assert max(found.wrong, key=lambda c: c.evidence["birth date"] == "equal").evidence["given name"] in ("different", "alike")


def test_pairs_out_of_reach_are_not_missed():
    found = counted(NODES, {"w": "1", "b": "2"}, {"w": ("R", 1), "b": ("R", 2)})
    assert (found.missed, found.wrong) == ([], [])


@pytest.mark.parametrize(("ssn", "degree"), [("412551234", "equal"), ("412551235", "alike"), ("123456781", "different")])
def test_numbers_are_equal_within_a_typo_or_different(ssn, degree):
    nodes = [node("a", "x:y", ssn="412551234"), node("b", "x:y", ssn=ssn)]
    (count,) = counted(nodes, {"a": "1", "b": "2"}, {"a": ("P", 1), "b": ("P", 1)}).missed
    assert count.evidence["SSN"] == degree


def test_last_four_digits_are_alike_when_they_agree():
    for four, degree in (("1234", "alike"), ("9999", "different")):
        nodes = [node("a", "x:y", ssn="412551234"), node("b", "x:y") | {"ssn_last4": four}]
        (count,) = counted(nodes, {"a": "1", "b": "2"}, {"a": ("P", 1), "b": ("P", 1)}).missed
        assert count.evidence["SSN"] == degree


def test_pairs_of_a_giant_are_counted_and_not_looked_at(monkeypatch):
    """Four records in one cluster, two of each of two people: four wrong pairs."""
    monkeypatch.setattr(misses, "LARGEST", 3)
    nodes = [node(r, "x:y", ssn="412551234") for r in "abcd"]
    found = counted(nodes, dict.fromkeys("abcd", "1"), {"a": ("P", 1), "b": ("P", 1), "c": ("Q", 2), "d": ("Q", 2)})
    assert (found.wrong, found.wrong_unseen) == ([], 4)
    assert "4 of them" in found.as_text()


def test_the_text_adds_up_and_holds_no_value():
    truth = {"w": ("R", 1), "b": ("R", 1), "h": ("R", 1), "t": ("T", 2)}
    text = counted(NODES, {"w": "1", "b": "2", "h": "3", "t": "3"}, truth).as_text()
    assert "Missed reachable pairs: 3" in text and "Wrong pairs: 1" in text
    assert "coc:client and labor:worker" in text
    assert not [value for value in ("ROSA", "4125", "1991", "ELM", "QUINT") if value in text]
