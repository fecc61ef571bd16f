"""The comparisons, one list: what is compared, at which levels, best first. No weights here; those are in the model file.

A level's `group` says which levels are alternatives of each other once it is known what both records carry; weights are
normalised inside a group, so that a missing identifier is never evidence.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One way two records can agree or differ. `condition` is symmetric in its two records, and never null.

    `bits` is what the level weighs where the data trained on do not show it: a careful guess, after published models.
    """

    label: str
    condition: str
    bits: float
    group: str = ""
    frequency: str | None = None  # the column whose rarity adds to or takes from the level's weight


@dataclass(frozen=True)
class Comparison:
    """One kind of evidence; `missing` is true when the pair has none of it, which weighs nothing."""

    name: str
    missing: str
    levels: tuple[Level, ...]


def either(condition: str) -> str:
    """A one-sided condition made symmetric: true as it stands or with the two records changed over."""
    swapped = re.sub(r"_([lr])\b", lambda side: {"l": "_r", "r": "_l"}[side[1]], condition)
    return f"(({condition}) or ({swapped}))"


def _is(condition: str) -> str:
    """The condition, false where it is null. DuckDB leaves off at the first part that decides inside a case, not in coalesce."""
    return f"case when {condition} then true else false end"


JARO = "jaro_winkler_similarity"

_ONE_INITIAL = "least(length(first_std_l), length(first_std_r)) = 1"
INITIAL_FITS = "another's middle initial fits"
_MIDDLE_AS_GIVEN = either("length(first_std_l) > 1 and first_std_l = middle_std_r")
_GIVEN_AS_SURNAME = either("length(first_std_l) > 2 and list_contains(surname_words_r, first_std_l)")
_INITIAL_SWAPPED = either(
    f"length(first_std_r) = 1 and length(first_std_l) > 1 and starts_with(last_std_l, first_std_r)"
    f" and {JARO}(first_std_l, last_std_r) >= 0.88"
)
_NAMES_SWAPPED = (
    f"(({JARO}(first_std_l, last_std_r) >= 0.88 and {JARO}(last_std_l, first_std_r) >= 0.88"
    f" and least(length(first_std_l), length(first_std_r)) > 1) or {_INITIAL_SWAPPED})"
)
_INITIAL_AS_GIVEN = either("length(middle_std_l) = 1 and starts_with(first_std_r, middle_std_l) and length(first_std_r) > 1")

GIVEN = Comparison(
    "given_name",
    "first_std_l is null or first_std_r is null",
    (
        Level(
            "an initial agrees",
            f"{_ONE_INITIAL} and (contains(first_initials_l, first_std_r) or contains(first_initials_r, first_std_l))",
            3,
            "initials",
        ),
        Level("given names agree", "first_std_l = first_std_r", 8, frequency="first_std"),
        Level(
            "nickname or shared given name",
            "(list_has_any(first_words_l, first_forms_r) or list_has_any(first_words_r, first_forms_l))",
            4,
        ),
        Level(
            "spelled or sounding nearly alike",
            f"({JARO}(first_std_l, first_std_r) >= 0.9 or {_is('first_sound_l = first_sound_r')})",
            4,
        ),
        Level(
            "given name in another's place", f"({_is(_MIDDLE_AS_GIVEN)} or {_is(_NAMES_SWAPPED)} or {_is(_GIVEN_AS_SURNAME)})", 5
        ),
        Level(
            "spelled somewhat alike",
            f"({JARO}(first_std_l, first_std_r) >= 0.78 or (least(length(first_std_l), length(first_std_r)) >= 3"
            " and (starts_with(first_std_l, first_std_r) or starts_with(first_std_r, first_std_l))))",
            1,
        ),
        Level(INITIAL_FITS, _is(_INITIAL_AS_GIVEN), 1),
        Level("initials differ", _ONE_INITIAL, -4, "initials"),
        Level("given names clearly differ", "ELSE", -6),
    ),
)

MIDDLE = Comparison(
    "middle_name",
    "middle_std_l is null or middle_std_r is null",
    (
        Level("middle names agree", "length(middle_std_l) > 1 and middle_std_l = middle_std_r", 4, "names"),
        Level(
            "an initial agrees",
            "least(length(middle_std_l), length(middle_std_r)) = 1 and substr(middle_std_l, 1, 1) = substr(middle_std_r, 1, 1)",
            3,
            "initials",
        ),
        Level("initials differ", "least(length(middle_std_l), length(middle_std_r)) = 1", -3, "initials"),
        Level("spelled nearly alike", f"{JARO}(middle_std_l, middle_std_r) >= 0.85", 4, "names"),
        Level("middle names differ", "ELSE", -3, "names"),
    ),
)

_SAME_SURNAME = "last_std_l = last_std_r"
_PART_OF_SURNAME = "length(last_std_l) >= 4 and (starts_with(last_std_r, last_std_l) or ends_with(last_std_r, last_std_l))"
# A key or two beside, left out or doubled: one in a surname of four letters, two in one of seven.
_MISTYPED_SURNAME = (
    "(length(last_std_l) >= 4 and length(last_std_r) >= 4 and damerau_levenshtein(last_std_l, last_std_r)"
    " <= case when least(length(last_std_l), length(last_std_r)) >= 7 then 2 else 1 end)"
)
_RELATED = _is(
    f"list_has_any(surname_words_l, surname_words_r) or {JARO}(last_std_l, last_std_r) >= 0.9 or last_sound_l = last_sound_r"
    f" or {_MISTYPED_SURNAME}"
    f" or {either(_PART_OF_SURNAME)} or ({_NAMES_SWAPPED})"
)
_NO_ADDRESS = "(home_std_l is null or home_std_r is null)"
_UNITS = "coalesce(unit_std_l = unit_std_r, true)"
_PLACE = "(coalesce(zip5_l = zip5_r, true) or coalesce(city_std_l = city_std_r, false) or hamming(zip5_l, zip5_r) <= 1)"
_SAME_HOME = _is(
    f"((home_std_l = home_std_r and {_UNITS} and {_PLACE})"
    f" or (zip5_l = zip5_r and {_UNITS} and levenshtein(home_std_l, home_std_r) <= 2"
    " and (split_part(home_std_l, ' ', 1) = split_part(home_std_r, ' ', 1)"
    " or substr(home_std_l, strpos(home_std_l, ' ')) = substr(home_std_r, strpos(home_std_r, ' ')))))"
)

SURNAME_AND_ADDRESS = Comparison(
    "surname_and_address",
    "last_std_l is null or last_std_r is null",
    (
        Level("surname and address agree", f"{_SAME_SURNAME} and {_SAME_HOME}", 10, "address"),
        Level("surnames related, address agrees", f"{_SAME_HOME} and {_RELATED}", 9, "address"),
        Level("surname differs, address agrees", _SAME_HOME, 5, "address"),
        Level("surname agrees, address differs", f"{_SAME_SURNAME} and not {_NO_ADDRESS}", 8, "address", "last_std"),
        Level("surname agrees, no address", _SAME_SURNAME, 8, "no address", "last_std"),
        Level("surnames related, no address", f"{_NO_ADDRESS} and {_RELATED}", 4, "no address"),
        Level("surname differs, no address", _NO_ADDRESS, -3, "no address"),
        Level("surnames related, address differs", _RELATED, 3, "address"),
        Level("surname and address differ", "ELSE", -4, "address"),
    ),
)

BIRTH = Comparison(
    "birth_date",
    "birth_date_l is null or birth_date_r is null",
    (
        Level("birth dates agree", "birth_date_l = birth_date_r", 13),
        Level(
            "month and day swapped",
            "year(birth_date_l) = year(birth_date_r) and month(birth_date_l) = day(birth_date_r)"
            " and day(birth_date_l) = month(birth_date_r)",
            8,
        ),
        Level("one digit or two neighbours differ", "damerau_levenshtein(birth_text_l, birth_text_r) = 1", 4),
        Level(
            "two of year, month and day agree",
            "((year(birth_date_l) = year(birth_date_r))::integer + (month(birth_date_l) = month(birth_date_r))::integer"
            " + (day(birth_date_l) = day(birth_date_r))::integer) = 2",
            1,
        ),
        Level(
            "year agrees, one is the first of January",
            "year(birth_date_l) = year(birth_date_r) and (birth_text_l like '%0101' or birth_text_r like '%0101')",
            1,
        ),
        Level("birth dates differ", "ELSE", -6),
    ),
)

SSN = Comparison(
    "ssn",
    "ssn_last4_l is null or ssn_last4_r is null",
    (
        Level("SSNs agree", "ssn_l = ssn_r", 18, "full"),
        Level("SSNs within a typo", _is("damerau_levenshtein(ssn_l, ssn_r) = 1"), 13, "full"),
        Level("last four agree", "(ssn_l is null or ssn_r is null) and ssn_last4_l = ssn_last4_r", 12, "partial"),
        Level("last four differ", "(ssn_l is null or ssn_r is null)", -5, "partial"),
        Level("SSNs differ", "ELSE", -4, "full"),
    ),
)

SEX = Comparison(
    "sex",
    "sex_l is null or sex_r is null",
    (Level("sex agrees", "sex_l = sex_r", 1), Level("sex differs", "ELSE", -5)),
)

GIVEN_NAMES_DIFFER = ("initials differ", "given names clearly differ")

MIDDLE_NAMES_DIFFER = ("initials differ", "middle names differ")

COMPARISONS = (GIVEN, MIDDLE, SURNAME_AND_ADDRESS, BIRTH, SSN, SEX)

_READ = " ".join(" ".join((c.missing, *(level.condition for level in c.levels))) for c in COMPARISONS)
COMPARED = tuple(dict.fromkeys(re.findall(r"\b([a-z][a-z0-9_]*)_[lr]\b", _READ)))  # the columns of a node that conditions read
