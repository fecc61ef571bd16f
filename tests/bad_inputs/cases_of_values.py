"""Values, keys, spells, conditions and references that break a promise: a few are set apart, many reject."""

from tests.bad_inputs.bad_case import Case
from tests.bad_inputs.stay_files import Row, month, with_value


def some_out(made: list[Row], word: str) -> None:
    """A stay that ends before it starts."""
    made[7]["OUT"] = "2026-07-01"


def same_key(made: list[Row], word: str) -> None:
    made[1]["STAY_ID"] = made[0]["STAY_ID"]


def doubled(rows: int):
    """The first rows stand there twice."""

    def change(made: list[Row], word: str) -> None:
        made.extend(dict(row) for row in made[:rows])

    return change


def two_stays_at_once(made: list[Row], word: str) -> None:
    for column in ("PATIENT_ID", "IN", "OUT"):
        made[1][column] = made[0][column]


def left_without_date(rows: int):
    def change(made: list[Row], word: str) -> None:
        for row in made[:rows]:
            row["OUT"] = ""

    return change


def strangers(made: list[Row], word: str) -> None:
    """Patients whom the register does not know."""
    for number, row in enumerate(made[:6]):
        row["PATIENT_ID"] = f"{word}{number}"


def as_agency_wrote(value: str, rows: int):
    """Birth dates as given."""
    return with_value("BORN", value, rows)


QUARANTINED = ("1 row of 100 quarantined",)
VALUES = [
    Case(
        "impossible date", with_value("IN", "2026-02-31", 1),
        "accepted_with_errors", "IN.castable", 1, QUARANTINED, quarantined=1,
    ),
    Case(
        "impossible dates", with_value("IN", "2026-08-41", 5),
        "rejected", "IN.castable", 5, ("5 of 100 rows", "2.0% tolerated"),
    ),
    Case(
        "impossible birth dates", as_agency_wrote("13/45/2012", 6),
        "accepted_with_errors", "BORN.castable", 6, ("6 of 100 rows",),
    ),
    Case("words for a date", with_value("IN", "{word}", 1), "accepted_with_errors", "IN.castable", 1, QUARANTINED, quarantined=1),
    Case(
        "day and month swapped", as_agency_wrote("29/02/2012", 9),
        "accepted_with_errors", "BORN.castable", 9, ("9 of 100 rows",),
    ),
    Case("bad code", with_value("SEX", "{word}", 6), "accepted_with_errors", "SEX.codes", 6, ("6 of 100 rows",)),
    Case("bad code within tolerance", with_value("STATUS", "{word}", 2), "accepted", "STATUS.codes", 2),
    Case("wrong type", with_value("COST", "{word}", 4), "rejected", "COST.castable", 4, ("4 of 100 rows", "2.0% tolerated")),
    Case("money with a dollar sign", with_value("COST", '"$1,000.50"', 9), "rejected", "COST.castable", 9, ("9 of 100 rows",)),
    Case(
        "decimal for a whole number", with_value("NIGHTS", "3.7", 9),
        "accepted_with_errors", "NIGHTS.castable", 9, ("9 of 100",),
    ),
    Case("out of range", with_value("NIGHTS", "9999", 6), "accepted_with_errors", "NIGHTS.maximum", 6, ("6 of 100 rows",)),
    Case("negative", with_value("COST", "-100.00", 6), "accepted_with_errors", "COST.minimum", 6, ("6 of 100 rows",)),
    Case("too long", with_value("WARD", "{word}", 6), "accepted_with_errors", "WARD.max_length", 6, ("6 of 100 rows",)),
    Case("required and missing", with_value("COST", "", 3), "rejected", "COST.required", 3, ("3 of 100 rows",)),
    Case("spaces for a required value", with_value("COST", "  ", 3), "rejected", "COST.required", 3, ("3 of 100 rows",)),
    Case("pattern", with_value("STAY_ID", "{word}", 1), "accepted_with_errors", "STAY_ID.pattern", 1, QUARANTINED, quarantined=1),
    Case("sentinel date", as_agency_wrote("01/01/1900", 9), "accepted"),
    Case("sentinel nobody promised", as_agency_wrote("99/99/9999", 9), "accepted_with_errors", "BORN.castable", 9, ("9 of 100",)),
    Case(
        "non-printing characters", with_value("STAY_ID", "S08\u200b0001\x07", 1), "accepted_with_errors", "STAY_ID.pattern", 1,
        QUARANTINED, quarantined=1,
    ),
]  # fmt: skip

KEYS = [
    Case(
        "key twice", month(change=same_key),
        "accepted_with_errors", "STAY_ID.primary_key", 2, ("2 rows of 100",), quarantined=2,
    ),
    Case(
        "key blank", with_value("STAY_ID", "", 2),
        "accepted_with_errors", "STAY_ID.required", 2, ("2 rows of 100",), quarantined=2,
    ),
    Case("keys blank", with_value("STAY_ID", "", 3), "rejected", "STAY_ID.required", 3, ("3 of 100 rows",)),
    Case(
        "a row twice", month(change=doubled(1)),
        "accepted_with_errors", "STAY_ID.primary_key", 2, ("2 rows of 101",), quarantined=2,
    ),
    Case("the file twice in one", month(rows=40, change=doubled(40)), "rejected", "STAY_ID.primary_key", 80, ("80 of 80 rows",)),
]

RECORDS = [
    Case(
        "end before start", month(change=some_out),
        "accepted_with_errors", "records.in_before_out", 1, QUARANTINED, quarantined=1,
    ),
    Case(
        "spells that overlap", month(change=two_stays_at_once), "accepted_with_errors", "records.one_stay_at_a_time", 2,
        ("2 rows of 100",), quarantined=2,
    ),
    Case(
        "condition", month(change=left_without_date(1)), "accepted_with_errors", "records.left_with_date", 1,
        ("A patient left and there is no day.", "Fix: Enter the day the patient left."), quarantined=1,
    ),
    Case("condition, many", month(change=left_without_date(9)), "rejected", "records.left_with_date", 9, ("9 of 100 rows",)),
    Case(
        "rows of another month", with_value("IN", "2026-07-30", 3), "rejected", "row.period", 3,
        ("3 of 100 rows", "speaks for month 2026-08"),
    ),
    Case(
        "unknown reference", month(change=strangers), "accepted_with_errors", "PATIENT_ID.in_registry__patients", 6,
        ("6 of 100 rows",),
    ),
]  # fmt: skip

CASES = [*VALUES, *KEYS, *RECORDS]
