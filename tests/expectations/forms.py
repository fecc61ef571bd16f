"""Rows for every form of rule of the invented laboratory's contract, and how many of them break it, counted by hand.

What a row does not name is null, so that each case also shows that a missing value breaks no rule but its own.
"""

from datetime import date, datetime

DAY, NEXT, THIRD = date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)
Rows = list[dict[str, object]]


def each(column: str, *values: object) -> Rows:
    """A row per value, and one without."""
    return [{column: value} for value in values] + [{}]


def pairs(*pairs: tuple[object, object]) -> Rows:
    return [{"A": a, "B": b} for a, b in pairs]


def spells(*spells: tuple[str | None, date | None, date | None]) -> Rows:
    return [{"PatientID": who, "Sex": "1", "StartDate": start, "EndDate": end} for who, start, end in spells]


TAKEN = each("Taken", date(2019, 12, 31), date(2020, 1, 1), date(2029, 12, 31), date(2030, 1, 1))
READ = each("Read", datetime(2020, 1, 1, 12), datetime(2020, 1, 1, 12, 0, 1), datetime(2029, 12, 31, 23, 59, 59),
            datetime(2030, 1, 1))  # fmt: skip
NOTES = each("Note", "fine", "poor", "abcz", "xa", "a", "Az", "d12", "none", "?", "01.02.2026", "fine")
SPELLS = spells(
    ("p", DAY, NEXT), ("p", NEXT, THIRD),  # they share a day when the end is included
    ("q", DAY, None), ("q", date(2026, 3, 1), date(2026, 3, 2)), ("q", date(2026, 2, 1), date(2026, 2, 2)),  # still open
    ("r", DAY, DAY), ("r", NEXT, NEXT), ("s", THIRD, DAY), ("s", DAY, THIRD),  # apart; and one that ends before it starts
    (None, DAY, THIRD), (None, DAY, THIRD), ("t", None, THIRD), ("t", DAY, THIRD),
)  # fmt: skip
HEALTHY = {"ResultID": "1", "A": 1, "B": 2}

# rule -> rows, and how many break it (of a rule about the whole table: 1 when it is broken)
CASES: dict[str, tuple[Rows, int]] = {
    "table.row_count": ([], 1),
    "table.not_thirteen": ([{}] * 13, 1),
    "table.not_two_to_three": ([{}] * 3, 1),
    "table.at_most_forty": ([{}] * 41, 1),
    "table.three_rows": ([{}] * 4, 1),
    "ResultID.required": (each("ResultID", "1"), 1),
    "ResultID.primary_key": (each("ResultID", "1", "1", "2"), 2),
    "Sex.codes": (each("Sex", "1", "3"), 1),
    "Email.format": (each("Email", "a.b@c.org", "a@b", "a b@c.org", "@c.org"), 3),
    "Token.format": (each("Token", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000", "x"), 2),
    "Link.format": (each("Link", "https://x.org/a?b", "urn:isbn:1", "x.org", "http: x"), 2),
    "Host.format": (each("Host", "a-1.example.org", "localhost", "-a.org", "a..b", "a_b"), 3),
    "V4.format": (each("V4", "10.0.0.255", "10.0.0.256", "1.2.3", "01.2.3.4"), 3),
    "V6.format": (each("V6", "2001:db8::1", "::", "1:2:3:4:5:6:7:8", "::1", "1::2::3", "12345::", "1:2:3"), 3),
    "Blob.format": (each("Blob", "QUJD", "QUI=", "QQ==", "QUI", "Q U="), 2),
    "Taken.minimum": (TAKEN, 1),
    "Taken.exclusive_maximum": (TAKEN, 1),
    "Read.exclusive_minimum": (READ, 1),
    "Read.maximum": (READ, 1),
    "Read.after_opening": (each("Read", datetime(2021, 1, 1, 8), datetime(2021, 1, 1, 8, 0, 1)), 1),
    "Taken.on_clinic_day": (each("Taken", DAY, NEXT, THIRD), 1),
    "Taken.on_no_holiday": (each("Taken", DAY, NEXT), 1),
    "Read.at_rounds": (each("Read", datetime(2026, 1, 1, 8), datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 20)), 1),
    "Urgent.always_urgent": (each("Urgent", True, False), 1),
    "Small.exclusive_minimum": (each("Small", -6, -5), 1),
    "Small.format": (each("Small", -1, 0, 255, 256), 2),
    "Small.multiple_of": (each("Small", 0, 5, 7, -5), 1),
    "Score.exclusive_maximum": (each("Score", 99.5, 100, 101), 2),
    "Score.multiple_of": (each("Score", 1.5, 1.25), 1),
    "A.up_to_two_empty": (each("A", 1), 1),
    "A.fewer_than_two_empty": (each("A", 1), 1),
    "A.under_half_empty": (each("A", 1), 1),
    "A.two_empty_exactly": (each("A", 1), 1),
    "A.some_empty": ([{"A": 1}], 1),
    "A.not_one_empty": (each("A", 1), 1),
    "A.a_third_to_half_empty": (each("A", 1, 2, 3), 1),
    "A.not_coded_missing": (each("A__text", "999", "N/A", "9990", "1"), 2),
    "A.neither_blank_nor_coded": (each("A__text", "999", "N/A", "1"), 2),
    "A.not_blank": (each("A__text", "999", "N/A"), 1),
    "A.one_to_three": (each("A", 0, 1, 3, 4), 2),
    "A.mean_of_a": ([{"A": 1, "B": 1}, {"A": 4, "B": 1}, {"A": -9}], 1),
    "A.few_negative": (each("A", -1, 0), 1),
    "Note.noted_well": (each("Note", "fine", "poor", "12", "x"), 2),
    "Note.not_be_null": (NOTES, 1),
    "Note.be_null": (NOTES, 11),
    "Note.be_in_set": (NOTES, 8),
    "Note.not_be_in_set": (NOTES, 2),
    "Note.match_regex": (NOTES, 3),
    "Note.not_match_regex": (NOTES, 2),
    "Note.match_regex_list": (NOTES, 8),
    "Note.not_match_regex_list": (NOTES, 3),
    "Note.match_like_pattern": (NOTES, 9),
    "Note.not_match_like_pattern": (each("Note", "ab", "abc", "b"), 1),
    "Note.lengths_to_be_between": (NOTES, 3),
    "Note.lengths_to_equal": (NOTES, 6),
    "Note.be_unique": (NOTES, 2),
    "Note.match_strftime_format": (each("Note", "01.02.2026", "31.02.2026", "2026-02-01"), 2),
    "table.spread_of_scores": (each("Score", 10, 60), 1),
    "A+B.a_to_be_greater_than_b": (pairs((2, 1), (1, 1), (1, 2), (None, 1), (1, None), (None, None)), 2),
    "records.same_numbers": (pairs((2, 1), (1, 1), (None, 1), (None, None)), 1),
    "A+B.to_be_in_set": (pairs((1, 2), (2, 3), (1, 3), (3, 3), (None, 2), (1, None)), 2),
    "A+B+Small.unique_within_record": ([{"A": 1, "B": b, "Small": c} for b, c in [(2, 3), (1, 3), (2, 2), (2, 1), (1, None)]], 3),
    "A+B.multicolumn_sum_to_equal": (pairs((1, 2), (2, 2), (3, None), (None, None)), 1),
    "records.removed_with_date": (
        [{"Removed": "Y"}, {"Removed": "Y", "RemovalDate": DAY, "RemovalDate__text": "2026-01-10"}, {"Removed": "N"}, {}], 1,
    ),
    "records.kept_without_date": (
        [{"Removed": "N", "Note": "x"}, {"Removed": "N", "RemovalDate__text": "soon"}, {"Removed": "N"}, {"Note": "x"}], 2,
    ),
    "records.high_is_noted": (
        [{"Score": 95, "Note": "why"}, {"Score": 95, "Note": "because"}, {"Score": 90, "Note": "no"}, {"Score": 95}, {}], 1,
    ),
    "records.ends_after_start": (
        spells(("p", DAY, NEXT), ("p", DAY, DAY), ("p", NEXT, DAY), ("p", None, DAY), ("p", DAY, None)), 1,
    ),
    "records.a_below_b": (pairs((1, 2), (1, 1), (2, 1), (None, 1), (1, None)), 2),
    "records.one_spell_a_day": (SPELLS, 5),
    "records.spells_may_touch": (SPELLS, 3),
    "records.mostly_distinct": (each("A", 1, 1, 2), 1),
    "records.distinct_enough": (each("A", 1, 1, 2), 2),
    "records.few_alike": (pairs((1, 2), (1, 2), (2, 1), (1, None), (1, None)), 2),
    "A+B.compound_unique": (pairs((1, 2), (1, 2), (2, 1), (1, None), (1, None)), 2),
    "A+B.in_results": (pairs((1, 2), (2, 1), (3, 3), (4, 5), (None, 5)), 1),
    "PatientID.in_clinic__visits": (each("PatientID", "p", "q"), 1),
    "PatientID+Sex.in_clinic__visits": (
        [{"PatientID": p, "Sex": s} for p, s in [("p", "1"), ("p", "2"), ("q", "1"), ("q", None)]], 2,
    ),
    "records.known_taken": (each("Taken", DAY, NEXT), 1),
    **{
        f"{name}.castable": ([{f"{name}__text": "nonsense"}, {f"{name}__text": "good", name: good}, {}], 1)
        for name, good in {
            "Taken": DAY, "Read": datetime(2026, 1, 1), "Small": 5, "Score": 1.5, "StartDate": DAY, "EndDate": DAY,
            "RemovalDate": DAY, "A": 1, "B": 2, "Urgent": True,
        }.items()
    },
}  # fmt: skip
# The same rules on rows that keep a bound which the case above breaks: the boundary's other side.
KEPT: dict[str, Rows] = {
    "table.row_count": [{}], "table.not_thirteen": [{}] * 12, "table.not_two_to_three": [{}] * 4,
    "table.at_most_forty": [{}] * 40, "table.three_rows": [{}] * 3,
    "A.two_empty_exactly": [{}, {}, {"A": 1}], "A.some_empty": [{}], "A.not_one_empty": [{"A": 1}],
    "A.a_third_to_half_empty": each("A", 1, 2), "A.mean_of_a": [{"A": 3, "B": 1}, {"A": 1, "B": 1}, {"A": 99}],
    "table.spread_of_scores": each("Score", 10, 59.5), "records.mostly_distinct": each("A", 1, 2),
}  # fmt: skip
