"""Input no linkage can make sense of: everyone has a key, the work stays bounded, and nobody becomes a crowd."""

from datetime import UTC, datetime

import pytest

from orchestration.errors import TwogenError
from orchestration.linkage import clusters, edges, keys, ledger, nodes
from orchestration.linkage.frequencies import PUBLIC
from tests.linkage.conftest import World, contract, said

MOST_RECORDS = 60  # of one person: beyond it the publish gate holds the night for broken
GIVEN, FAMILY = (f"(select list(name order by people desc) from read_csv('{PUBLIC / c}.csv'))" for c in ("first_std", "last_std"))
MANY = 5_000
PEOPLE = {
    "first_name": "given[(1 + hash(n, 1) % 900)::integer]",
    "last_name": "family[(1 + hash(n, 2) % 2000)::integer]",
    "birth_date": "date '1940-01-01' + (hash(n, 3) % 29000)::integer",
    "ssn": "(100000000 + hash(n, 4) % 400000000)::varchar",
    "street_address": "(1 + hash(n, 5) % 9000)::varchar || ' Oak Street'",
    "zip": "'37201'",
}
NONE_OF_THEM = dict.fromkeys(PEOPLE, "null")


class Crowd:
    """What a link of many came to: counts of each step, and the keys."""

    def __init__(self, world: World, count: int, tables=("hmis", "school"), **words: str):
        """`count` records dealt out to `tables`; each word a SQL expression of the person's number `n`."""
        told = {word: f"({sql})::{'date' if word == 'birth_date' else 'varchar'} as {word}" for word, sql in words.items()}
        table = f"list_value({', '.join(repr(t) for t in tables)})[(1 + i % {len(tables)})::integer]"
        path = world.places.vault / "persons.parquet"
        with world.vault.session() as con:
            rows = f"""
                with names as (select {GIVEN} as given, {FAMILY} as family)
                select 'r' || i as record_id, {table} as table_name, 'person' as role, i as row_number, '2026-09' as period,
                    {", ".join(told.values())}
                from (select range as i, range // {len(tables)} as n from range({count})), names
            """
            world.vault.write(con, rows, path)
        mention = nodes.Mention("county__world", "2026-09", path)
        self.nodes = nodes.build_nodes([contract()], [mention], world.vault, world.places)
        self.edges = edges.score_edges(world.vault, world.places, world.model)
        self.crosswalk = clusters.build_crosswalk(world.vault, world.places, world.model)
        at = datetime(2026, 9, 1, tzinfo=UTC).replace(tzinfo=None)
        self.ledger = ledger.update_ledger(world.vault, world.places, "run 1", at, world.model.version)
        self.keys = keys.write_person_keys(world.vault, world.places)
        assert self.keys.records == count, "every record has a key"
        assert self.keys.persons == self.ledger.persons == self.crosswalk.persons
        assert self.pairs <= 40 * count, "the work grows with the records"
        assert self.crosswalk.largest_cluster <= MOST_RECORDS

    @property
    def pairs(self) -> int:
        return sum(self.edges.pairs_by_rule.values())


def test_people_as_they_are_are_joined(world: World):
    """The same measure finds people where there are some, so the cases below are not empty by construction."""
    crowd = Crowd(world, 4_000, **PEOPLE)
    assert 1_990 <= crowd.keys.persons <= 2_010


@pytest.mark.parametrize(
    "words",
    [
        NONE_OF_THEM,
        {"first_name": "'UNKNOWN'", "last_name": "'Doe'", "birth_date": "date '1900-01-01'", "ssn": "'999999999'"},
        {"phone": "'5551234567'", "email": "'a@example.org'", "other_id": "'7'"},
        {"first_name": "'A'", "last_name": "'B'"},
        {"sex": "'female'", "zip": "'37201'", "city": "'Anytown'"},
        {"street_address": "'1 Oak Street'", "zip": "'37201'"},
        {"birth_date": "date '1985-03-09'"},
    ],
    ids=["nothing", "placeholders", "telephone only", "one letter each", "sex and town", "one address", "one birth date"],
)
def test_without_usable_identifiers_everyone_stands_alone(world: World, words: dict[str, str]):
    crowd = Crowd(world, MANY, **words)
    assert crowd.keys.persons == MANY
    assert crowd.crosswalk.unlinked_share == 1
    assert crowd.edges.pairs_kept == crowd.edges.pairs_vetoed


CONSTANT = {
    "ssn": "'412551234'",
    "birth_date": "date '1985-03-09'",
    "first_name": "'Quillon'",
    "last_name": "'Zabriskov'",
    "street_address": "'77 Harbor Street'",
}


@pytest.mark.parametrize("column", CONSTANT)
def test_a_constant_column_joins_nobody_to_a_stranger(world: World, column: str):
    """Two records of each person, all else as it is: what all share says nothing, and what is left joins most."""
    crowd = Crowd(world, MANY, **PEOPLE | {column: CONSTANT[column]})
    assert crowd.crosswalk.largest_cluster <= 4
    assert crowd.keys.persons <= MANY * 0.52


@pytest.mark.parametrize("column", CONSTANT)
def test_a_constant_column_and_nothing_but_names_and_dates(world: World, column: str):
    weak = {word: PEOPLE[word] for word in ("first_name", "last_name", "birth_date")}
    crowd = Crowd(world, MANY, **weak | {column: CONSTANT[column]})
    assert crowd.crosswalk.largest_cluster <= 6


def test_one_full_name_on_everyone_is_a_filler(world: World):
    words = {"first_name": "'Quillon'", "last_name": "'Zabriskov'", "birth_date": PEOPLE["birth_date"]}
    crowd = Crowd(world, MANY, **words)
    assert crowd.crosswalk.largest_cluster <= 4


def test_one_ssn_and_no_name_at_all(world: World):
    crowd = Crowd(world, 1_400, ssn="'412551234'")
    assert crowd.keys.persons == 1_400


def test_one_person_written_over_and_over_is_nobody(world: World):
    """Every record alike in all, below the limit of a block: no count tells who is who."""
    crowd = Crowd(world, 1_400, **CONSTANT)
    assert crowd.crosswalk.largest_cluster <= MOST_RECORDS


@pytest.mark.parametrize(
    "words", [{"first_name": "'Maria'", "last_name": "'Garcia'", "birth_date": "date '1985-01-01' + (n % 365)::integer"}]
)
def test_a_hundred_thousand_of_one_name_and_birth_year(world: World, words: dict[str, str]):
    crowd = Crowd(world, 100_000, **words)
    assert crowd.crosswalk.largest_cluster <= MOST_RECORDS


def test_a_hundred_thousand_in_one_block_are_compared_with_nobody(world: World):
    crowd = Crowd(world, 100_000, last_name="'Garcia'", birth_date="date '1985-03-09'")
    assert crowd.pairs == 0
    assert crowd.keys.persons == 100_000


def test_everyone_was_born_on_the_first_of_january(world: World):
    year = "make_date(1940 + (hash(n, 3) % 80)::integer, 1, 1)"
    crowd = Crowd(world, MANY, first_name=PEOPLE["first_name"], last_name=PEOPLE["last_name"], birth_date=year)
    assert crowd.crosswalk.largest_cluster <= 4


def test_last_four_digits_and_names_alone(world: World):
    four = "lpad((hash(n, 4) % 10000)::varchar, 4, '0')"
    crowd = Crowd(world, MANY, first_name=PEOPLE["first_name"], last_name=PEOPLE["last_name"], ssn_last4=four)
    assert crowd.crosswalk.largest_cluster <= 4


def test_an_agency_that_swaps_its_name_columns_is_still_linked(world: World):
    swapped = {
        "first_name": f"case when i % 2 = 0 then {PEOPLE['first_name']} else {PEOPLE['last_name']} end",
        "last_name": f"case when i % 2 = 0 then {PEOPLE['last_name']} else {PEOPLE['first_name']} end",
    }
    crowd = Crowd(world, MANY, **PEOPLE | swapped)
    assert MANY * 0.5 - 10 <= crowd.keys.persons <= MANY * 0.52


def test_an_agency_whose_columns_have_moved_over_by_one_joins_nobody(world: World):
    """The surname where the given name was, the birth date where the surname was, no date at all."""
    moved = {
        "first_name": PEOPLE["last_name"],
        "last_name": f"({PEOPLE['birth_date']})::varchar",
        "ssn": PEOPLE["street_address"],
    }
    crowd = Crowd(world, MANY, **moved)
    assert crowd.crosswalk.largest_cluster <= 4
    assert crowd.nodes.completeness["last_std"] == 0, "a birth date is no surname"


@pytest.mark.parametrize(
    ("first", "last"), [("Иван", "Кузнецов"), ("فاطمة", "الزهراء"), ("伟", "王"), ("अनिता", "शर्मा")],
    ids=["Cyrillic", "Arabic", "Chinese", "Devanagari"],
)  # fmt: skip
def test_a_name_in_another_script_is_a_name(world: World, first: str, last: str):
    one = {"first_name": first, "last_name": last, "birth_date": "1985-03-09"}
    other = {"first_name": "Ольга", "last_name": "Петрова", "birth_date": "1985-03-09"}
    found = world.link([said("a", "hmis", **one), said("b", "school", **one), said("c", "wages", **other)])
    assert found["a"] == found["b"] != found["c"]


def test_an_empty_night_is_a_night(world: World):
    crowd = Crowd(world, 0, **PEOPLE)
    assert (crowd.nodes.nodes, crowd.edges.pairs_kept, crowd.crosswalk.persons) == (0, 0, 0)


def test_an_empty_night_after_a_full_one_retires_everyone(world: World):
    Crowd(world, 40, **PEOPLE)
    crowd = Crowd(world, 0, **PEOPLE)
    assert crowd.ledger.retired == 20


def test_no_delivery_at_all_is_an_error_that_says_what_to_do(world: World):
    with pytest.raises(TwogenError, match=r"nobody to link\. Fix"):
        nodes.build_nodes([contract()], [], world.vault, world.places)


def test_twins_with_one_initial_and_no_more_than_a_birth_date_stay_two(world: World):
    home = {"last_name": "Okafor", "birth_date": "2016-03-03", "street_address": "88 Elm Road", "zip": "37203"}
    found = world.link([
        said("b1", "births", "child", first_name="Jayden", **home), said("b2", "births", "child", first_name="Jordan", **home),
        said("s1", "school", first_name="Jayden", **home), said("s2", "school", first_name="Jordan", **home),
    ])  # fmt: skip
    assert found["b1"] == found["s1"] != found["b2"] == found["s2"]
