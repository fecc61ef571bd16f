"""Scores: the same either way round, moved by rarity, and stopped by the first-name veto."""

from datetime import date, datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.errors import TwogenError
from orchestration.linkage import blocking, edges, nodes
from orchestration.linkage.blocks import Blocks
from orchestration.linkage.comparisons import COMPARISONS
from orchestration.linkage.decisions import decide
from orchestration.linkage.explaining import explain
from orchestration.linkage.frequencies import RAREST, add_frequencies, frequencies_sql
from orchestration.linkage.standardise import listed
from tests.linkage.conftest import World, before_adult_on, contract, said

NAMES = st.sampled_from(["ANA", "ANNA", "BILL", "WILLIAM", "J", "JO", "GARCIA", "GARCIALOPEZ", "LOPEZ", "SMITH", "SMYTH", None])
NODE = st.fixed_dictionaries({
    "first_std": NAMES, "middle_std": NAMES, "last_std": NAMES,
    "birth_date": st.sampled_from([date(1990, 3, 4), date(1990, 4, 3), date(1990, 1, 1), date(1991, 3, 4), None]),
    "ssn": st.sampled_from(["412551234", "412551243", "511220001", None]),
    "home_std": st.sampled_from(["1 OAK ST", "1 OAKS ST", "2 OAK ST", None]),
    "unit_std": st.sampled_from(["4", "5", None]),
    "zip5": st.sampled_from(["37201", "37202", "90210", None]),
    "city_std": st.sampled_from(["ASH", None]),
    "sex": st.sampled_from(["male", "female", None]),
    "phone": st.sampled_from(["4155550101", "4155550102", None]),
    "email": st.sampled_from(["ana.garcia@mail.org", "anna.garcia@mail.org", None]),
    "other_id": st.sampled_from(["A1234", "B1234", None]),
    "birth_year": st.sampled_from([1990, 1991, 1950, None]),
})  # fmt: skip


def typed(node: dict) -> str:
    """The node as a SQL row, derived columns included."""
    text = {k: "null::varchar" if v is None else f"'{v}'" for k, v in node.items()}
    first, last = node["first_std"], node["last_std"]
    forms = [first] if first else []
    forms += ["WILLIAM"] if first == "BILL" else []
    parts = (["GARCIA", "LOPEZ"] if last == "GARCIALOPEZ" else []) + ([last] if last else [])
    born = f"{text['birth_date']}::date"
    year = f"year({born})" if node["birth_date"] else "null" if node["birth_year"] is None else node["birth_year"]
    derived = {
        "birth_date": born,
        "birth_year": f"{year}::bigint",
        "birth_text": f"strftime({born}, '%Y%m%d')",
        "first_words": f"{forms[:1]}::varchar[]",
        "first_forms": f"{forms}::varchar[]",
        "surname_words": f"{parts}::varchar[]",
        "first_initials": f"left({text['first_std']}, 2)",
        "first_sound": text["first_std"],
        "last_sound": text["last_std"],
        "ssn_last4": f"right({text['ssn']}, 4)",
    }
    return ", ".join(f"{sql} as {name}" for name, sql in (text | derived).items())


COMPARED = listed(
    "first_std middle_std last_std birth_date birth_text first_words first_forms first_initials surname_words first_sound"
    " last_sound ssn ssn_last4 home_std unit_std zip5 city_std sex birth_year phone email other_id"
)


def level_sql(comparison) -> str:
    cases = " ".join(
        f"else {number}" if level.condition == "ELSE" else f"when {level.condition} then {number}"
        for number, level in enumerate(comparison.levels)
    )
    return f"case when {comparison.missing} then -1 {cases} end as {comparison.name}"


@given(NODE, NODE)
@settings(max_examples=150, deadline=None)
def test_every_comparison_is_the_same_either_way_round(one, other):
    levels = ", ".join(level_sql(c) for c in COMPARISONS)
    with duckdb.connect() as con:
        found = []
        for left, right in ((one, other), (other, one)):
            sides = ", ".join(f"{side}.{c} as {c}_{side}" for side in "lr" for c in COMPARED)
            pair = f"select {sides} from (select {typed(left)}) as l, (select {typed(right)}) as r"
            found.append(con.execute(f"select {levels} from ({pair})").fetchall())
    assert found[0] == found[1]
    assert None not in found[0][0]


def weights(world: World, people: list[dict]) -> dict[tuple, float]:
    nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)
    edges.score_edges(world.vault, world.places, world.model)
    names = {node["record_no"]: node["record_id"] for node in world.nodes()}
    with world.vault.session() as con:
        rows = con.execute(f"""
            select record_no_l, record_no_r, max(weight) from {edges.pairs_sql(world.vault, world.places)}
            where not is_vetoed group by all
        """).fetchall()
    return {tuple(sorted((names[a], names[b]))): w for a, b, w in rows}


BORN = date(1975, 8, 19)


def test_a_rare_name_that_agrees_weighs_more_than_a_common_one(world: World):
    found = weights(world, [
        said("a1", "hmis", first_name="Maria", last_name="Garcia", birth_date=BORN),
        said("a2", "births", "mother", first_name="Maria", last_name="Garcia", birth_date=BORN),
        said("b1", "hmis", first_name="Xiomara", last_name="Etxeberria", birth_date=BORN),
        said("b2", "births", "mother", first_name="Xiomara", last_name="Etxeberria", birth_date=BORN),
    ])  # fmt: skip
    assert found["b1", "b2"] > found["a1", "a2"] + 4


def test_a_name_seen_too_seldom_is_not_counted():
    with duckdb.connect() as con:
        con.execute("""
            create table nodes as
            select i as record_no, case when i < 990 then 'SMITH' when i < 997 then 'ROY' else 'N' || i end as last_std
            from range(1000) t(i)
        """)
        share = dict(con.execute(frequencies_sql("nodes", "last_std", 0.001)).fetchall())
    assert share.keys() == {"ROY", "SMITH"}
    assert 0 < share["ROY"] < share["SMITH"]


def test_a_name_nobody_counted_is_as_rare_as_the_rarest_never_average(world: World):
    with world.vault.session() as con:
        con.execute("create table nodes as from (values ('SMITH', 'MARY'), ('NOSUCHNAME', 'QQQ')) as t(last_std, first_std)")
        add_frequencies(con, "nodes", world.model, world.vault, world.places)
        found = dict(con.execute("from tf_last_std").fetchall()) | dict(con.execute("from tf_first_std").fetchall())
    assert found["NOSUCHNAME"] == found["QQQ"] == RAREST
    assert found["SMITH"] > 50 * RAREST
    assert found["MARY"] > 50 * RAREST


@pytest.mark.parametrize("other", ["surname", "birth date"])
def test_given_names_that_clearly_differ_are_vetoed_on_one_ssn(world: World, other: str):
    who = {"last_name": "Foster", "ssn": "412551234"} | ({"birth_date": BORN} if other == "birth date" else {})
    odd = {"last_name": "Abernathy"} if other == "surname" else {"birth_date": date(2011, 8, 20)}
    found = weights(world, [
        said("w1", "hmis", first_name="Denise", **who), said("w2", "jail", first_name="Ottokar", **who | odd)
    ])  # fmt: skip
    assert found == {}


def test_the_veto_is_forgiven_where_birth_date_and_middle_initial_agree(world: World):
    who = {"middle_name": "Q", "last_name": "Foster", "birth_date": BORN, "ssn": "412551234"}
    found = weights(
        world, [said("a", "hmis", first_name="Denise", **who), said("b", "births", "mother", first_name="Ottilie", **who)]
    )
    assert ("a", "b") in found


def test_pairs_are_counted_per_rule_and_a_block_of_thousands_is_nobodys_key(monkeypatch):
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", 50)
    with duckdb.connect() as con:
        con.execute("""
            create table nodes as
            select i as node_id, 'JO' as first_std, ['JO'] as first_words, first_words as first_forms,
                'ROY' as last_std, ['ROY'] as surname_words, 'RI' as last_sound,
                date '1990-02-03' + (i // 40)::integer as birth_date,
                year(birth_date) as birth_year, null::varchar as ssn, null::varchar as ssn_last4, null::varchar as home_std,
                null::varchar as phone, null::varchar as email, null::varchar as other_id
            from range(80) t(i)
        """)
        con.execute(f"create table numbers as {edges.NUMBERS} from (select *, node_id as record_no from nodes)")
        blocking.add_keys(con, "nodes", "keys")
        con.execute("create table fresh as from numbers; create table gone as from numbers limit 0")
        counts = blocking.pairs_by_rule(Blocks.of(*blocking.lay_out(con, "keys")))
    assert counts["birth_date_given_name"] == 2 * (40 * 39 // 2)
    assert counts["names_birth_year"] == 0, "80 of one name and year are more than a block may hold"
    assert counts["ssn"] == 0


def test_everyone_alike_ends_quickly_and_makes_no_giant(world: World):
    same = {"first_name": "Pat", "last_name": "Kim", "birth_date": BORN}
    found = world.link([said(f"h{i}", "hmis", **same) for i in range(blocking.LARGEST_BLOCK + 1)])
    assert len(set(found.values())) == len(found)


def test_an_explanation_gives_levels_and_bits_and_no_value(world: World):
    rosa = {"first_name": "Rosa", "last_name": "Quintanilla", "birth_date": BORN, "ssn": "412551234"}
    world.link([said("a", "births", "mother", **rosa), said("b", "hmis", **rosa | {"first_name": "Rosita"})])
    why = explain(world.vault, world.places, world.model, "a", "b")
    assert ("birth_date", "birth dates agree") in [(c, level) for c, level, _ in why.evidence]
    assert sum(bits for *_, bits in why.evidence) == pytest.approx(why.weight, abs=0.1)
    assert why.joined_at == ("strict", "balanced", "lenient")
    assert not any(value.upper() in why.as_text().upper() for value in ("Rosa", "Quintanilla", "1975", "412551234"))


def test_an_explanation_names_the_refusal(world: World):
    twin = {"last_name": "Okafor", "birth_date": date(2016, 3, 3), "street_address": "88 Elm Road", "zip": "37203"}
    world.link([said("a", "births", "child", first_name="Jada", **twin), said("b", "births", "child", first_name="Jade", **twin)])
    assert "one record a person" in explain(world.vault, world.places, world.model, "a", "b").as_text()
    with pytest.raises(TwogenError, match="1 of the two record ids"):
        explain(world.vault, world.places, world.model, "a", "nobody")


def test_a_decision_about_a_record_that_is_gone_changes_nothing(world: World):
    decide(world.vault, world.places, ("a", "gone"), "must_link", "seen", "reviewer", datetime(2026, 9, 1))
    assert len(world.link([said("a", "hmis", first_name="Ida"), said("b", "hmis", first_name="Ole")])) == 2


def test_an_explanation_says_that_a_name_is_all_there_is(world: World):
    rare = {"first_name": "Xiomara", "last_name": "Etxeberria"}
    world.link([said("a", "births", "mother", birth_date=BORN, **rare), said("b", "water", street_address="9 Elm Road", **rare)])
    why = explain(world.vault, world.places, world.model, "a", "b")
    assert why.is_by_name and "By names alone" in why.as_text() and why.joined_at == ("balanced", "lenient")


def test_an_explanation_says_who_was_a_child_unless_an_ssn_agrees(world: World):
    """The second two stand apart, for somebody decided it, and no rule would have them so."""
    name = {"first_name": "Everett", "last_name": "Quintanilla", "street_address": "9 Elm Road", "zip": "37203"}
    child, grown = {"birth_date": date(2008, 3, 1)}, {"adult_on": date(2015, 6, 1)}
    other = name | {"first_name": "Lionel", "ssn": "412551234"}
    decide(world.vault, world.places, ("c", "d"), "cannot_link", "seen", "reviewer", datetime(2026, 9, 1))
    world.link([
        said("a", "school", **name, **child), said("b", "water", **name, **grown),
        said("c", "school", **other, **child), said("d", "water", **other, **grown),
    ])  # fmt: skip
    refused, decided = (explain(world.vault, world.places, world.model, *pair) for pair in (("a", "b"), ("c", "d")))
    assert refused.refusal == "a child when the other was grown" and refused.joined_at == ()
    assert decided.refusal is None and decided.joined_at == ()


def test_nodes_of_a_time_when_nobody_was_grown_are_explained(world: World):
    world.link([said("a", "hmis", first_name="Ida", birth_date=BORN), said("b", "school", first_name="Ole", birth_date=BORN)])
    before_adult_on(world)
    assert explain(world.vault, world.places, world.model, "a", "b").joined_at == ()


def test_the_keys_of_some_rules_alone_can_be_told(world: World):
    world.link([said("a", "hmis", last_name="Roy", ssn="412551234"), said("b", "school", last_name="Roy", ssn="412551243")])
    with world.vault.session() as con:
        rules = [rule.name for rule in blocking.BLOCKING_RULES if not rule.each]
        keyed = con.execute(f"from ({blocking.keyed_sql(world.vault.scan(nodes.nodes_path(world.places)), rules)})")
        columns = [column for column, *_ in keyed.description]
        told = [dict(zip(columns, row, strict=True)) for row in keyed.fetchall()]
    assert set(columns) == {*world.nodes()[0], *(f"key_{rule}" for rule in rules)}
    assert len({node["key_same_digits_surname"] for node in told} - {None}) == 1
