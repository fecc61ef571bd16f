"""Birth dates as files write them: two-digit years, years alone, dates with a part missing; what crosses and what links."""

from dataclasses import replace
from datetime import date

import pytest

from data_contracts import Rule
from tests.intake.conftest import ROLL, roll

NOT_CAST = Rule(
    "BORN.castable", "values", "warning", 0.9, '("BORN__text" is not null and "BORN" is null)', "BORN is a date.",
    "BORN is not a date.", "Send a date.", ("BORN",),
)  # fmt: skip
TOO_LATE = Rule(
    "BORN.maximum", "values", "warning", 0.9, "\"BORN\" > date '2026-08-31'", "BORN is past.", "BORN is to come.",
    "Look again.", ("BORN",),
)  # fmt: skip


def of_form(form: str):
    """The roll with birth dates in this form."""
    (table,) = ROLL.tables
    columns = tuple(replace(column, date_format=form) if column.name == "BORN" else column for column in table.columns)
    return replace(ROLL, tables=(replace(table, columns=columns, rules=(NOT_CAST, TOO_LATE)),))


def delivered(county, form: str, *born: str, name: str = "roll_2026-08.txt") -> tuple[dict[str, int], list[tuple], list[tuple]]:
    """Rows that break each rule; birth date and year in the vault; birth month outside, each in the file's order."""
    rows = [f"{number}\tANA\t{text}\t2\t08/03/2026\t1" for number, text in enumerate(born)]
    receipt = county.deliver(of_form(form), name, roll(*rows))
    (path,) = county.places.vault.glob("deliveries/school__roll/*/persons.parquet")
    asked = f"select birth_date, birth_year from {county.vault.scan(path)} order by row_number"
    persons = county.vault.connect().execute(asked).fetchall()
    broken = {rule["id"]: rule["broken"] for rule in receipt.rules}
    return broken, persons, county.in_force("school__roll", "BORN_birth_month")


def test_whoever_was_born_before_the_pivot_is_read_and_judged_as_born_then(county):
    broken, persons, months = delivered(county, "%m/%d/%y", "05/12/45", "05/12/68", "05/12/69", "05/12/25")
    assert [born for born, _ in persons] == [date(1945, 5, 12), date(1968, 5, 12), date(1969, 5, 12), date(2025, 5, 12)]
    assert months[0] == (date(1945, 5, 1),)
    assert (broken["BORN.castable"], broken["BORN.maximum"]) == (0, 0), "what is judged is what is read"


def test_two_digits_where_four_were_promised_are_no_year_of_antiquity(county):
    broken, persons, months = delivered(county, "%m/%d/%Y", "05/12/45", "05/12/1945")
    assert [born for born, _ in persons] == [date(1945, 5, 12)] * 2
    assert months == [(date(1945, 5, 1),)] * 2
    assert broken["BORN.castable"] == 0


def test_other_dates_of_the_row_are_read_as_before(county):
    (table,) = of_form("%m/%d/%y").tables
    columns = tuple(replace(c, date_format="%m/%d/%y") if c.name == "SEEN" else c for c in table.columns)
    contract = replace(ROLL, tables=(replace(table, columns=columns),))
    county.drop(contract, "roll_2026-08.txt", roll("1\tANA\t05/12/45\t2\t05/12/45\t1"))
    county.night(contract)
    assert [row[3:7:3] for row in county.parsed(contract)] == [(date(1945, 5, 12), date(2045, 5, 12))]


@pytest.mark.parametrize(
    ("form", "text", "year"),
    [("%Y-%m-%d", "1985", 1985), ("%Y-%m-%d", "1985-00-00", 1985), ("%Y-%m-%d", "1985-05-00", 1985),
     ("%m/%d/%y", "00/00/45", 1945), ("%m/%d/%y", "00/00/12", 2012), ("%Y-%m-%d", "unknown", None)],
)  # fmt: skip
def test_a_birth_date_that_is_not_whole_breaks_its_rule_and_keeps_its_year_for_linkage(county, form, text, year):
    broken, persons, months = delivered(county, form, text)
    assert broken["BORN.castable"] == 1
    assert (persons, months) == ([(None, year)], [(None,)])


def test_a_year_of_birth_is_no_first_of_january(county):
    broken, persons, _ = delivered(county, "%Y", "1960", "")
    assert broken["BORN.castable"] == 0
    assert persons == [(None, 1960), (None, None)]


def test_a_historical_load_keeps_the_year_too(county):
    _, persons, _ = delivered(county, "%m/%d/%y", "00/00/45", "05/12/45", name="roll_to_2026-08.txt")
    assert persons == [(None, 1945), (date(1945, 5, 12), None)]


def test_four_digits_are_a_year_and_nought_is_none(county):
    _, persons, _ = delivered(county, "%y%m%d", "1985", "850512")
    assert persons == [(None, 1985), (date(1985, 5, 12), None)]


def test_a_date_of_noughts_is_of_no_year(county):
    _, persons, _ = delivered(county, "%Y-%m-%d", "0000-00-00", "1985-00-00")
    assert persons == [(None, None), (None, 1985)]
