"""For every rule of the contracts, the smallest set of rows that breaks it. The test of the test."""

from datetime import date, datetime

import duckdb

from data_contracts import Contract, Rule, Table
from tests.data_contracts.breaking_assistance import ASSISTANCE
from tests.data_contracts.breaking_early_years import EARLY_YEARS
from tests.data_contracts.breaking_health import HEALTH
from tests.data_contracts.breaking_protection import PROTECTION
from tests.data_contracts.breaking_rows import DAY, NEXT, Breaking, in_order
from tests.data_contracts.judged import add_row, elsewhere

# rule -> rows of (object or None for the rule's own, values), and how many rows break
SQL_RULES: dict[str, Breaking] = {
    "records.registered_before_born": in_order("IDOB", "DOR"),
    "records.plural_without_order": ([(None, {"PLUR": 2}), (None, {"PLUR": 1}), (None, {"PLUR": 2, "SORD": 1})], 1),
    "records.mother_age": (
        [(None, {"MDOB": date(year, 1, 10), "IDOB": DAY}) for year in (2017, 2016, 1966, 1965)], 2,
    ),
    "records.no_wage_paid": ([(None, {"WAGE": 0}), (None, {"WAGE": 1})], 1),
    "records.unusually_high_wage": ([(None, {"WAGE": 50001}), (None, {"WAGE": 50000})], 1),
    "records.more_days_than_enrolled": (
        [(None, {"DaysEnrolled": 80, "DaysAttended": 80, "DaysAbsent": absent}) for absent in (1, 1.5)], 1,
    ),
    "records.age_outside_school_age": (
        [(None, {"CurrentSchoolYear": 2027, "DateOfBirth": date(year, 1, 1)}) for year in (2025, 2024, 2004, 2003)], 2,
    ),
    "records.exit_before_entry": ([], 1),  # two contracts use the name: see _EXITS
    "records.export_end_before_start": in_order("ExportStartDate", "ExportEndDate"),
    "records.born_after_entered": (
        [(None, {"DOB": day, "DateUpdated": datetime(2026, 1, 10, 23)}) for day in (DAY, NEXT)], 1,
    ),
    "records.one_head_of_household": (
        [
            (None, {"HouseholdID": household, "ProjectID": "p", "RelationshipToHoH": relation})
            for household, relation in [("a", "1"), ("a", "2"), ("b", "2"), ("c", "1"), ("c", "1")]
        ],
        3,
    ),
    "records.entry_after_export": (
        [("Export", {"ExportEndDate": DAY}), (None, {"EntryDate": NEXT}), (None, {"EntryDate": DAY})], 1,
    ),
    "records.move_in_before_entry": in_order("EntryDate", "MoveInDate"),
    "records.prior_rental_without_subsidy": (
        [
            (None, {"LivingSituation": "435"}), (None, {"LivingSituation": "435", "RentalSubsidyType": "433"}),
            (None, {"LivingSituation": "410"}),
        ],
        1,
    ),
    "records.head_without_continuum": (
        [
            (None, {"RelationshipToHoH": "1"}), (None, {"RelationshipToHoH": "1", "EnrollmentCoC": "XX-500"}),
            (None, {"RelationshipToHoH": "2"}),
        ],
        1,
    ),
    "records.homeless_after_entry": in_order("DateToStreetESSH", "EntryDate"),
    "records.destination_rental_without_subsidy": (
        [
            (None, {"Destination": "435"}), (None, {"Destination": "435", "DestinationSubsidyType": "433"}),
            (None, {"Destination": "410"}),
        ],
        1,
    ),
    "records.enrolled_twice_in_one_school": (
        [
            (None, {"row_number": number, "StateID": "s", "ReportingDistrict": "d", "AttendingSchool": school,
                    "CurrentSchoolYear": 2027, "Term": "FALL", "EntryDate": start, "ExitDate": end})
            for number, (school, start, end) in enumerate([
                ("a", DAY, NEXT), ("a", NEXT, None), ("b", DAY, DAY), ("b", NEXT, None),
                (None, DAY, None), (None, DAY, None),
            ])
        ],
        2,
    ),
    "records.ends_before_it_starts": in_order("OperatingStartDate", "OperatingEndDate"),
    **HEALTH,
    **PROTECTION,
    **ASSISTANCE,
    **EARLY_YEARS,
}  # fmt: skip
_EXITS = {
    "education__attendance": in_order("EntryDate", "ExitDate")[0],
    "coc__hmis__exit": [
        ("Enrollment", {"EnrollmentID": "e", "EntryDate": NEXT}),
        (None, {"ExitID": "x", "EnrollmentID": "e", "ExitDate": DAY}),
        (None, {"ExitID": "y", "EnrollmentID": "e", "ExitDate": NEXT}),
    ],
}


def break_rule(con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, rule: Rule) -> int:
    """Adds rows to the contract's tables and says how many of them break the rule."""
    if rule.kind == "records":
        rows, count = SQL_RULES[rule.id]
        for object_name, values in rows or _EXITS[table.name]:
            add_row(con, contract.table(object_name) if object_name else table, **values)
        return count
    if rule.kind == "keys":
        return _break_key(con, table, rule)
    if rule.kind == "across_feeds":
        return _break_reference(con, table, rule)
    return _break_value(con, table, rule)


def _break_key(con: duckdb.DuckDBPyConnection, table: Table, rule: Rule) -> int:
    filled = {name: _some(table, name) for name in rule.columns}
    add_row(con, table, **filled)
    if ".in_" in rule.id:
        return 1  # the other table is empty, so the number leads nowhere
    add_row(con, table, **filled)
    add_row(con, table, **{**filled, rule.columns[0]: None})  # a missing part is no duplicate
    return 2


def _break_reference(con: duckdb.DuckDBPyConnection, table: Table, rule: Rule) -> int:
    """Something is in force there, and the row names something else."""
    for name, columns in elsewhere(table).items():
        con.execute(f"insert into {name} values ({', '.join(repr('another') for _ in columns)})")
    add_row(con, table, **{name: _some(table, name) for name in rule.columns})
    add_row(con, table, **dict.fromkeys(rule.columns))
    return 1


def _break_value(con: duckdb.DuckDBPyConnection, table: Table, rule: Rule) -> int:
    """A row that breaks the rule, and one at its boundary that keeps it."""
    (name,) = rule.columns
    what, kwargs = rule.id.rpartition(".")[2], rule.kwargs
    if what in ("minimum", "maximum"):
        bound = kwargs.get("min_value", kwargs.get("max_value"))
        wrong, right = (bound - 1, bound) if what == "minimum" else (bound + 1, bound)
    elif what == "max_length":
        wrong, right = "x" * (kwargs["max_value"] + 1), "x" * kwargs["max_value"]
    elif what == "codes":
        wrong, right = "~", kwargs["value_set"][0]
    elif what == "castable":
        add_row(con, table, **{f"{name}__text": "nonsense"})
        add_row(con, table, **{f"{name}__text": "right", name: _some(table, name)})
        return 1
    elif what in ("required", "filled"):
        wrong, right = None, "something"
        name = kwargs["column"]
    else:
        wrong, right = "~~", None
    add_row(con, table, row_number=1, **{name: wrong})
    add_row(con, table, row_number=2, **{name: right})
    return 1


def _some(table: Table, name: str) -> object:
    return {
        "string": "7", "integer": 7, "number": 7.5, "date": DAY, "timestamp": datetime(2026, 1, 10), "boolean": True,
    }[table.column(name).logical_type]  # fmt: skip
