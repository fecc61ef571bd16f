"""Names, dates, numbers and addresses as they are written, and as they compare."""

from datetime import date

import duckdb
import pytest

from orchestration.linkage import addresses, aliases, full_names, nicknames, standardise


def ask(sql: str, *values):
    with duckdb.connect() as con:
        return con.execute(f"select {sql}", list(values)).fetchall()[0][0]


@pytest.mark.parametrize(
    ("written", "letters"),
    [("José-Luis", "JOSE LUIS"), ("O'Neil", "ONEIL"), ("J0hn", "JOHN"), ("  de la  Cruz ", "DE LA CRUZ"), ("Łukasz", "LUKASZ"),
     ("…", None), ("", None), (None, None)],
)  # fmt: skip
def test_names_come_down_to_letters(written, letters):
    assert ask(standardise.letters("$1::varchar"), written) == letters


@pytest.mark.parametrize(
    ("written", "kept"),
    [("BABY GIRL", None), ("BABY BOY A", None), ("INFANT MALE", None), ("UNKNOWN", None), ("XXX", None), ("TEST", None),
     ("NOVA", "NOVA"), ("ROBERT JR", "ROBERT"), ("MARY ANN", "MARY ANN"), ("JR", "JR"),
     ("FNU", None), ("GIRL A", None), ("MALE INFANT", None), ("NOT AVAILABLE", None),
     ("BABY BOY SMITH", None), ("ZZZZ", None), ("BB", None), ("BG", None)],
)  # fmt: skip
def test_placeholder_given_names_are_no_names(written, kept):
    assert ask(standardise.given("$1::varchar"), written) == kept


@pytest.mark.parametrize(("written", "kept"), [("LNU", None), ("NEWBORN", None), ("SMITH JR III", "SMITH"), ("UNGER", "UNGER")])
def test_placeholder_surnames_are_no_names(written, kept):
    assert ask(standardise.surname("$1::varchar"), written) == kept


@pytest.mark.parametrize(("written", "kept"), [("NMI", None), ("JR", None), ("ANN", "ANN"), ("A", "A"), (None, None)])
def test_a_suffix_or_a_placeholder_is_no_middle_name(written, kept):
    assert ask(standardise.middle("$1::varchar"), written) == kept


@pytest.mark.parametrize(
    ("written", "words"),
    [("GARCIA HERNANDEZ", ["GARCIA", "GARCIAHERNANDEZ", "HERNANDEZ"]), ("DE LA CRUZ", ["CRUZ", "DELACRUZ"]), ("NG", ["NG"])],
)
def test_two_part_surnames_are_sets_of_words(written, words):
    assert ask(standardise.surname_words(("$1::varchar", "null::varchar")), written) == words


@pytest.mark.parametrize(
    ("name", "suffix"), [("SMITH JR", "JR"), ("SMITH JUNIOR", "JR"), ("SMITH III", "III"), ("SMITH", None), ("VI", None)]
)
def test_generations_are_read_out_of_names(name, suffix):
    assert ask(standardise.suffix("$1::varchar", "null::varchar"), name) == suffix


@pytest.mark.parametrize(
    ("written", "suffix"), [("2nd", "II"), ("2", "II"), ("3rd", "III"), ("Jr.", "JR"), ("Sr", "SR"), ("Esq", None), ("", None)]
)
def test_generations_stand_in_a_column_of_their_own_in_many_ways(written, suffix):
    assert ask(standardise.generation("$1::varchar"), written) == suffix


@pytest.mark.parametrize(
    ("written", "full", "last4"),
    [("412-55-1234", "412551234", "1234"), ("xxxxx1234", None, "1234"), ("XXX-XX-4321", None, "4321"), ("1234", None, "1234"),
     ("000121234", None, None), ("666121234", None, None), ("900121234", None, None), ("412001234", None, None),
     ("412550000", None, None), ("111111111", None, None), ("123456789", None, None), ("078051120", None, None),
     ("xxxxx0000", None, None), ("12345", None, None), ("", None, None), (None, None, None)],
)  # fmt: skip
def test_only_ssns_that_can_exist_are_kept(written, full, last4):
    assert ask(standardise.full_ssn("$1::varchar"), written) == full
    assert ask(standardise.last_four("$1::varchar", "null::varchar"), written) == last4


@pytest.mark.parametrize(
    ("written", "last4"),
    [("1234", "1234"), ("XXX-XX-1234", "1234"), ("1234.0", "1234"), ("412-55-1234", "1234"), ("000-12-1234", None),
     ("0000", None), ("123", None), ("12345", None), ("XXXX", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_column_of_last_fours_may_hold_any_form_of_the_number(written, last4):
    assert ask(standardise.last_four("null::varchar", "$1::varchar"), written) == last4


def test_a_number_a_spreadsheet_made_a_fraction_is_whole():
    assert ask(standardise.full_ssn("$1::varchar"), "412551234.0") == "412551234"
    assert ask(standardise.full_ssn("$1::varchar"), "412.55.1234") == "412551234"


@pytest.mark.parametrize(
    ("year", "kept"), [(1985, True), (1901, True), (2026, True), (1900, False), (2027, False), (9999, False), (0, False)]
)
def test_years_of_birth_have_the_bounds_of_birth_dates(year, kept):
    assert ask(standardise.birth_year("$1::integer", "$2::varchar", "null"), year, "2026-09") == (year if kept else None)
    assert ask(standardise.birth_year("$1::integer", "$2::varchar", "true"), year, "2026-09") == (year if year < 2027 else None)


@pytest.mark.parametrize(
    ("born", "period", "kept"),
    [(date(1990, 5, 1), "2026-09", True), (date(2026, 9, 1), "2026-09", True), (date(2027, 1, 1), "2026-09", False),
     (date(1900, 1, 1), "2026-09", False), (date(1960, 1, 1), "2026-09", False), (date(1898, 3, 4), "2026-09", False),
     (date(2026, 8, 1), "2027-FALL", True)],
)  # fmt: skip
def test_impossible_and_sentinel_birth_dates_are_no_dates(born, period, kept):
    assert ask(standardise.birth_date("$1::date", "$2::varchar", "null"), born, period) == (born if kept else None)


@pytest.mark.parametrize(
    ("day", "period", "kept"),
    [(date(2022, 2, 28), "2026-09", True), (date(2026, 9, 30), "2026-09", True), (date(1926, 1, 1), "2026-09", True),
     (date(1925, 12, 31), "2026-09", False), (date(1900, 1, 1), "2026-09", False), (date(1960, 1, 1), "2026-09", False),
     (date(2027, 1, 1), "2026-09", False), (date(2099, 12, 31), "2026-09", False), (date(2026, 8, 1), "2027-FALL", True)],
)  # fmt: skip
def test_a_sentinel_or_mistyped_day_makes_nobody_grown(day, period, kept):
    assert ask(standardise.adult_on("$1::date", "$2::varchar"), day, period) == (day if kept else None)


@pytest.mark.parametrize(
    ("one", "other"), [("CODY", "KODY"), ("SUSANA", "SUZANA"), ("PHILIP", "FILIP"), ("SEAN", "SEAN"), ("ANN", "ANNE")]
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert ask(standardise.sound("$1::varchar"), one) == ask(standardise.sound("$1::varchar"), other)


@pytest.mark.parametrize(("one", "other"), [("MARIA", "MARK"), ("JADA", "JANE"), ("OTIS", "IDA")])
def test_names_that_sound_otherwise_have_another(one, other):
    assert ask(standardise.sound("$1::varchar"), one) != ask(standardise.sound("$1::varchar"), other)


def home_of(address: str) -> tuple:
    with duckdb.connect() as con:
        con.execute("create table told as select $1::varchar as street_address", [address])
        return con.execute(f"select home_std, unit_std from ({addresses.homes('told')})").fetchall()[0]


@pytest.mark.parametrize(
    ("written", "home", "unit"),
    [("12 N. Main Street Apt 4", "12 N MAIN ST", "4"), ("120 Oak Av #3B", "120 OAK AVE", "3B"), ("9 Elm", "9 ELM", None),
     ("455 Saint John Blvd", "455 ST JOHN BLVD", None), ("General Delivery", None, None), ("P.O. Box 3", "PO BOX 3", None),
     ("Box 3", "PO BOX 3", None), ("RR 2 Box 14", "RR 2 BOX 14", None), ("12 Main St, PO Box 3", "12 MAIN ST", None),
     ("12 Main St Apt #4", "12 MAIN ST", "4"), ("12 Main St Apt. # 04", "12 MAIN ST", "4"),
     ("12 Main St Apt4", "12 MAIN ST", "4"), ("Apt 4, 12 Main St", "12 MAIN ST", "4"), ("12 Main St No 4", "12 MAIN ST", "4"),
     ("12 No Main St", "12 NO MAIN ST", None),
     ("12 Main St, #4, Ash, TN 37203", "12 MAIN ST", "4"), ("12 Main St, Ash, TN 37203", "12 MAIN ST", None),
     ("12 Mission Street", "12 MISSION ST", None), ("44 Shelter Cove Rd", "44 SHELTER COVE RD", None),
     ("Rescue Mission, 12 Main St", None, None), ("12 Main St, Hope Shelter", None, None),
     ("100 Flower St", "100 FLOWER ST", None),
     ("12 Space Center Dr", "12 SPACE CENTER DR", None), ("450 E Room Rd", "450 E ROOM RD", None),
     ("9 Elm Unit B 2", "9 ELM", "B2"), ("123 Main St, FL 33101", "123 MAIN ST", None),
     ("7 Oak Rd Bldg 2 Apt 4", "7 OAK RD", "24"), ("7 Oak Rd Apt", "7 OAK RD", None),
     ("County Jail, 400 Law St", None, None), ("Hope Shelter 12 Main St", None, None), ("9999 Unknown", None, None)],
)  # fmt: skip
def test_addresses_are_shortened_and_institutions_are_nobodys_home(written, home, unit):
    assert home_of(written)[0] == home
    if home:
        assert home_of(written)[1] == unit


@pytest.mark.parametrize(
    ("written", "zip5"),
    [("02134", "02134"), ("2134", "02134"), ("02134-1000", "02134"), ("021341000", "02134"), ("00000", None), ("x", None)],
)
def test_zip_codes_keep_their_leading_zeros(written, zip5):
    assert ask(addresses.zip_code("$1::varchar"), written) == zip5


@pytest.mark.parametrize(("written", "unit"), [("Rm 4", "4"), ("Apt 04", "4"), ("#3b", "3B"), ("FL 2", "2"), ("", None)])
def test_a_unit_in_a_column_of_its_own_is_the_same_unit(written, unit):
    assert ask(addresses.unit("$1::varchar"), written) == unit


def taken_apart(name: str) -> tuple | None:
    with duckdb.connect() as con:
        con.execute("create table told as select $1::varchar as full_name", [name])
        found = con.execute(f"select * exclude (full_name) from ({full_names.taken_apart('told')})").fetchall()
        return found[0] if found else None


@pytest.mark.parametrize(
    ("written", "suffix", "first", "middle", "last", "between"),
    [
        ("Garcia, Maria Jose", None, "MARIA", "JOSE", "GARCIA", []),
        ("Maria L Garcia", None, "MARIA", "L", "GARCIA", []),
        ("Cher", None, "CHER", None, None, []),
        ("Smith,", None, None, None, "SMITH", []),
        ("JOHN SMITH JR", "JR", "JOHN", None, "SMITH", []),
        ("John Smith, Jr.", "JR", "JOHN", None, "SMITH", []),
        ("SMITH, JR, JOHN A", "JR", "JOHN", "A", "SMITH", []),
        ("SMITH, JOHN, III", "III", "JOHN", None, "SMITH", []),
        ("SMITH JOHN A", None, "JOHN", "A", "SMITH", []),
        ("Dr. John Q. Smith 2nd", "II", "JOHN", "Q", "SMITH", []),
        ("Juan de la Cruz", None, "JUAN", None, "DE LA CRUZ", []),
        ("Mary Ann van der Berg", None, "MARY", "ANN", "VAN DER BERG", []),
        ("Maria Elena Garcia Lopez", None, "MARIA", "ELENA", "LOPEZ", ["GARCIA"]),
    ],
)
def test_full_names_are_taken_apart(written, suffix, first, middle, last, between):
    assert taken_apart(written) == (suffix, first, middle, last, between)


@pytest.mark.parametrize("written", ["", ",", " , "])
def test_a_full_name_without_a_letter_is_nobodys(written):
    assert taken_apart(written) is None


@pytest.mark.parametrize(
    ("written", "given", "surnames"),
    [("Mike", ["MIKE"], []), ("Mike Jones Jr", ["MIKE"], ["JONES"]), ("de la Cruz", [], ["CRUZ"]), ("Smith", [], ["SMITH"]),
     ("aka Jim", ["JIM"], []), ("formerly Smith", [], ["SMITH"])],
)
def test_an_alias_is_given_names_and_surnames(written, given, surnames):
    with duckdb.connect() as con:
        con.execute("create table told as select $1::varchar as alias", [written])
        assert con.execute(aliases.taken_apart("told")).fetchall() == [(written, given, surnames)]


@pytest.mark.parametrize("written", ["NONE", "N/A", "Unknown", "Jr", "aka", ""])
def test_a_placeholder_is_no_alias(written):
    with duckdb.connect() as con:
        con.execute("create table told as select $1::varchar as alias", [written])
        assert con.execute(aliases.taken_apart("told")).fetchall() == []


def test_nicknames_know_their_names():
    known = dict(nicknames.canonical_names())
    assert "WILLIAM" in known["BILL"]
    assert "ELIZABETH" in known["BETTY"]
    assert "FRANCISCO" in known["PACO"], "the package knows English names only"
    assert {"ALBERTO", "ROBERTO"} <= set(known["BETO"])
