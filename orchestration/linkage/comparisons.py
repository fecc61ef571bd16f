"""The comparisons, one list: what is compared, at which levels, best first. No weights here; those are in the model file.

A level's `group` says which levels are alternatives of each other once it is known what both records carry; weights are
normalised inside a group, so that a missing identifier is never evidence.
"""

import re

from orchestration.linkage.levels import JARO, Comparison, Level, either, mistyped, sure
from orchestration.linkage.names_compared import GIVEN, MIDDLE, NAMES_SWAPPED

_SAME_SURNAME = "last_std_l = last_std_r"
_PART_OF_SURNAME = "length(last_std_l) >= 4 and (starts_with(last_std_r, last_std_l) or ends_with(last_std_r, last_std_l))"
# A key or two beside, left out or doubled: one in a surname of four letters, two in one of seven.
# Two neighbours changed over are two keys to Levenshtein, who costs a fifth and so is asked first.
_KEYS = "case when least(length(last_std_l), length(last_std_r)) >= 7 then 2 else 1 end"
_MISTYPED_SURNAME = (
    f"(length(last_std_l) >= 4 and length(last_std_r) >= 4 and abs(length(last_std_l) - length(last_std_r)) <= {_KEYS}"
    f" and levenshtein(last_std_l, last_std_r) <= 2 * {_KEYS} and damerau_levenshtein(last_std_l, last_std_r) <= {_KEYS})"
)
_MIDDLE_IS_SURNAME = "length(middle_std_l) > 2 and list_contains(surname_words_r, middle_std_l)"
_RELATED = sure(
    f"list_has_any(surname_words_l, surname_words_r) or {JARO}(last_std_l, last_std_r) >= 0.9 or last_sound_l = last_sound_r"
    f" or {_MISTYPED_SURNAME}"
    f" or {either(_PART_OF_SURNAME)} or {either(_MIDDLE_IS_SURNAME)} or ({NAMES_SWAPPED})"
)
_NO_ADDRESS = "(home_std_l is null or home_std_r is null)"
_UNITS = "coalesce(unit_std_l = unit_std_r, true)"
_PLACE = "(coalesce(zip5_l = zip5_r, true) or coalesce(city_std_l = city_std_r, false) or levenshtein(zip5_l, zip5_r) <= 1)"
_SAME_HOME = sure(
    f"not {_NO_ADDRESS} and ((home_std_l = home_std_r and {_UNITS} and {_PLACE})"
    f" or (zip5_l = zip5_r and {_UNITS} and abs(length(home_std_l) - length(home_std_r)) <= 2"
    " and (split_part(home_std_l, ' ', 1) = split_part(home_std_r, ' ', 1)"
    " or substr(home_std_l, strpos(home_std_l, ' ')) = substr(home_std_r, strpos(home_std_r, ' ')))"
    " and levenshtein(home_std_l, home_std_r) <= 2))"
)

# One surname first, then no address, so that most pairs are decided before the addresses are compared; what is left, best first.
SURNAME_AND_ADDRESS = Comparison(
    "surname_and_address",
    "last_std_l is null or last_std_r is null",
    (
        Level("surname and address agree", f"{_SAME_SURNAME} and {_SAME_HOME}", 10, "address", is_shared=True),
        Level("surname agrees, address differs", f"{_SAME_SURNAME} and not {_NO_ADDRESS}", 8, "address", "last_std"),
        Level("surname agrees, no address", _SAME_SURNAME, 8, "no address", "last_std"),  # its u is Splink's average rarity
        Level("surnames related, no address", f"{_NO_ADDRESS} and {_RELATED}", 4, "no address"),
        Level("surname differs, no address", _NO_ADDRESS, -3, "no address"),
        Level("surnames related, address agrees", f"{_SAME_HOME} and {_RELATED}", 9, "address", is_shared=True),
        Level("surname differs, address agrees", _SAME_HOME, 5, "address", is_shared=True),
        Level("surnames related, address differs", _RELATED, 3, "address"),
        Level("surname and address differ", "ELSE", -4, "address"),
    ),
)

_YEAR_ONLY = "(birth_date_l is null or birth_date_r is null)"

BIRTH = Comparison(
    "birth_date",
    "birth_year_l is null or birth_year_r is null",
    (
        Level("birth years agree", f"{_YEAR_ONLY} and birth_year_l = birth_year_r", 5, "year"),
        Level("birth years one apart", f"{_YEAR_ONLY} and abs(birth_year_l - birth_year_r) = 1", 0, "year"),
        Level("birth years differ", _YEAR_ONLY, -4, "year"),
        Level("birth dates agree", "birth_date_l = birth_date_r", 13),
        Level(
            "month and day swapped",
            "year(birth_date_l) = year(birth_date_r) and month(birth_date_l) = day(birth_date_r)"
            " and day(birth_date_l) = month(birth_date_r)",
            8,
        ),
        Level("one digit or two neighbours differ", mistyped("birth_text"), 4),
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
        Level("SSNs agree", "ssn_l = ssn_r", 18, "full", is_shared=True),
        Level("SSNs within a typo", mistyped("ssn"), 13, "full"),
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

# Where the homes agree, the place is no evidence of its own. How much it says hangs on how many places there are: as usual, as in
# a county of few; training learns a home's own.
_NO_ZIP, _NO_TOWN = "(zip5_l is null or zip5_r is null)", "(city_std_l is null or city_std_r is null)"

PLACE = Comparison(
    "place",
    f"({_NO_ZIP} and {_NO_TOWN}) or {_SAME_HOME}",
    (
        Level("ZIP codes agree", sure("zip5_l = zip5_r"), 1, "ZIP code"),
        Level("ZIP codes a digit apart", f"not {_NO_ZIP} and {mistyped('zip5')}", -0.5, "ZIP code"),
        Level("towns agree, ZIP codes differ", f"not {_NO_ZIP} and {sure('city_std_l = city_std_r')}", 0, "ZIP code"),
        Level("places differ", f"not {_NO_ZIP}", -1, "ZIP code"),
        Level("towns agree, no ZIP code", "city_std_l = city_std_r", 1, "town"),
        Level("towns spelled alike, no ZIP code", f"{JARO}(city_std_l, city_std_r) >= 0.9", 1, "town"),
        Level("towns differ, no ZIP code", "ELSE", -1, "town"),
    ),
)

# A telephone of seven digits is one without its area code.
_SHORTER = "least(length(phone_l), length(phone_r))"
_SAME_PHONE = f"(phone_l = phone_r or ({_SHORTER} = 7 and right(phone_l, 7) = right(phone_r, 7)))"

# A family shares its telephone as it does its surname and its address: beside either, it says little more of who someone is.
CONTACT = Comparison(
    "phone_and_email",
    "(phone_l is null or phone_r is null) and (email_l is null or email_r is null)",
    (
        Level("phones and e-mails agree", sure(f"{_SAME_PHONE} and email_l = email_r"), 12, is_shared=True),
        Level("e-mails agree", sure("email_l = email_r"), 9, is_shared=True),
        Level("phones agree, address too", f"{sure(_SAME_PHONE)} and {_SAME_HOME}", 1),
        Level("phones agree, surname too", f"{sure(_SAME_PHONE)} and {sure(_SAME_SURNAME)}", 5, is_shared=True),
        Level("phones agree", sure(_SAME_PHONE), 6, is_shared=True),
        Level("e-mails nearly agree", sure("length(email_l) > 9 and levenshtein(email_l, email_r) <= 2"), 5),
        Level("phones a digit apart", mistyped("phone"), 3),
        Level("phone and e-mail differ", "ELSE", -1),
    ),
)

# Numbers of two agencies may be two series: only their agreement says something.
OTHER_ID = Comparison(
    "other_id",
    "other_id_l is null or other_id_r is null",
    (Level("other ids agree", "other_id_l = other_id_r", 12, is_shared=True), Level("other ids differ", "ELSE", 0)),
)

COMPARISONS = (GIVEN, MIDDLE, SURNAME_AND_ADDRESS, BIRTH, SSN, SEX, PLACE, CONTACT, OTHER_ID)

_READ = " ".join(" ".join((c.missing, *(level.condition for level in c.levels))) for c in COMPARISONS)
COMPARED = tuple(dict.fromkeys(re.findall(r"\b([a-z][a-z0-9_]*)_[lr]\b", _READ)))  # the columns of a node that conditions read
