"""SQL text that makes names, birth dates and Social Security numbers comparable.

Pure text in, pure text out: each function takes a SQL expression and returns one. Addresses stand in addresses.py, full names
in full_names.py.
"""

from collections.abc import Sequence

from data_contracts.placeholders import FILLED, NOT_SAID, SENTINEL_DATES


def listed(words: str) -> tuple[str, ...]:
    """The words of a text, for lists that are read better as one."""
    return tuple(words.split())


PLACEHOLDER_GIVEN = (*NOT_SAID, *listed("NN BB BG INFANT NEWBORN BOY GIRL BABY TWIN MALE FEMALE"))
PLACEHOLDER_SURNAMES = (*NOT_SAID, *listed("DOE NEWBORN INFANT"))
_BORN, _SEX = "BABY|INFANT|NEWBORN", "BOY|GIRL|MALE|FEMALE"
NEWBORN = f"^(({_BORN}) ?({_SEX})|({_BORN}|TWIN)( |$)|({_SEX}) (.|{_BORN})$)"
# 2ND, 3RD and 4TH lose their digits where names come down to letters.
GENERATIONS = {"JUNIOR": "JR", "SENIOR": "SR", "IIII": "III", "ND": "II", "RD": "III", "TH": "IV"}
SUFFIXES = ("JR", "SR", "II", "III", "IV", *GENERATIONS)
_SUFFIXES = "|".join(SUFFIXES)
PARTICLES = listed("DE DEL DELA LA LAS LOS DA DAS DOS DI DU VAN VON DER DEN EL AL Y E")
WELL_KNOWN_SSNS = ("123456789", "987654321", "078051120", "219099999", "111223333", "123121234")
GROWN_FOR = 100  # years; who was grown longer ago is no customer any more


def texts(values: tuple[str, ...] | list[str]) -> str:
    """The values as a SQL list of text literals."""
    return ", ".join(f"'{value}'" for value in values)


def letters(text: str) -> str:
    """A name in capital letters of any script, words parted by one space; null when there is no letter in it.

    Digits that optical readers put for letters are read back; apostrophes and full stops vanish, so O'NEIL is ONEIL.
    """
    plain = f"upper(strip_accents(translate({text}, 'ŁłØøĐđÐð0158', 'LlOoDdDdOISB')))"
    joined = f"regexp_replace({plain}, '[''’`´.]', '', 'g')"
    spaced = rf"nullif(trim(regexp_replace({joined}, '[^\p{{L}}\p{{M}}]+', ' ', 'g')), '')"
    return rf"case when regexp_matches({text}, '\p{{L}}') then {spaced} end"


def words(name: str) -> str:
    """The words of a name already in letters, generational suffixes at its end left out."""
    return f"list_filter(string_split({without_suffix(name)}, ' '), lambda w: w <> '')"


def without_suffix(name: str) -> str:
    """A name in letters without JR, SR, II, III or IV at its end (a name that is only that is left alone)."""
    return rf"regexp_replace({name}, '(.)( ({_SUFFIXES}))+$', '\1')"


def suffix(*names: str) -> str:
    """The generation a name claims: JR, SR, II, III or IV, from the first of the names that ends in one."""
    found = ", ".join(f"nullif(regexp_extract({n}, '(^| )({_SUFFIXES})$', 2), '')" for n in names)
    meant = ", ".join(f"'{written}': '{generation}'" for written, generation in GENERATIONS.items())
    claimed = f"coalesce({found})" if len(names) > 1 else found
    return f"coalesce(map {{{meant}}}[{claimed}], {claimed})"


def generation(text: str) -> str:
    """The generation that a suffix column claims: also 2, 2nd or 3 for the second and the third of a name."""
    return f"coalesce({suffix(letters(text))}, map {{'2': 'II', '3': 'III', '4': 'IV'}}[trim({text}, ' .')])"


def middle(name: str) -> str:
    """A middle name in letters, or null where it is a placeholder or a suffix in the wrong column."""
    return f"case when not regexp_full_match({name}, '{_SUFFIXES}') then {given(name)} end"


def given(name: str) -> str:
    """A given name in letters, or null where it is a placeholder such as BABY GIRL, UNKNOWN or a row of X."""
    return _said(name, PLACEHOLDER_GIVEN, f"{NEWBORN}|{FILLED}")


def surname(name: str) -> str:
    """A surname in letters without its suffix, or null where it is a placeholder."""
    return _said(name, PLACEHOLDER_SURNAMES, f"^({_BORN}) ({_SEX})|{FILLED}")


def _said(name: str, placeholders: tuple[str, ...], pattern: str) -> str:
    is_none = f"replace({name}, ' ', '') in ({texts(placeholders)}) or regexp_matches({name}, '{pattern}')"
    return f"case when {is_none} then null else {without_suffix(name)} end"


def surname_words(names: Sequence[str], lists: Sequence[str] = ()) -> str:
    """Every surname a person is known by, as a sorted set of words without particles (DE LA CRUZ gives CRUZ and DELACRUZ): those
    of `names`, and of `lists` of words.

    The joined form is a word too, so that HERNANDEZ LOPEZ written as one word still meets itself.
    """
    parts = [f"coalesce(string_split({n}, ' '), [])" for n in names]
    joined = [f"[replace(coalesce({n}, ''), ' ', '')]" for n in names]
    every = " || ".join((*parts, *joined, *(f"coalesce({words}, [])" for words in lists)))
    return (
        f"list_sort(list_distinct(list_filter({every}, lambda w: length(w) > 1 and not list_contains([{texts(PARTICLES)}], w))))"
    )


def sound(name: str) -> str:
    """The consonants of a name as they sound, its first letter kept as heard: CODY and KODY, SUSANA and SUZANA are one."""
    rules = (
        ("PH", "F"), ("^KN", "N"), ("^WR", "R"), ("^H", ""), ("GH", "G"), ("SCH", "X"), ("CH", "X"), ("SH", "X"), ("CK", "K"),
        ("C([EIY])", r"S\1"), ("[CQ]", "K"), ("Z", "S"), ("^X", "S"), ("V", "F"), ("J", "G"), ("[YW]", "I"), ("TH", "T"),
        ("^[AEIOU]+", "A"), ("(.)[AEIOUH]+", r"\1"),
    )  # fmt: skip
    for pattern, sounds in rules:
        name = f"regexp_replace({name}, '{pattern}', '{sounds}', 'g')"
    for letter in "BDFGKLMNPRST":  # doubled letters, the regular expressions here know no back-reference
        name = f"replace({name}, '{letter * 2}', '{letter}')"
    return f"nullif({name}, '')"


def digits(text: str) -> str:
    """Only the digits and X's of a number, X's in capitals, so that an unknown digit keeps its place; 1234.0 is 1234."""
    return f"regexp_replace(upper({text}), '[.]0*$|[^0-9X*]', '', 'g')"


def full_ssn(text: str) -> str:
    """Nine valid digits, or null: unissued areas, groups and serials, one digit repeated and well-known numbers are none.

    Source: STANDARDS 14.1 (SSA rules, TANF's repeated digits, numbers printed in advertisements).
    """
    number = digits(text)
    bad_area = f"substr({number}, 1, 3) in ('000', '666') or substr({number}, 1, 1) = '9'"
    bad_rest = f"substr({number}, 4, 2) = '00' or substr({number}, 6, 4) = '0000'"
    same = " or ".join(f"{number} = '{digit * 9}'" for digit in "12345678")
    return (
        f"case when not regexp_matches({number}, '^[0-9]{{9}}$') or {bad_area} or {bad_rest} or {same}"
        f" or {number} in ({texts(WELL_KNOWN_SSNS)}) then null else {number} end"
    )


def last_four(text: str, last4: str) -> str:
    """The last four digits of a number that is whole, X-padded (xxxxx1234) or only four digits long; 0000 is none.

    A whole number that is invalid gives none: its last four are no better than it is. A column of last fours may hold any.
    """
    parts = []
    for number in (text, last4):
        partial = f"regexp_matches({digits(number)}, '^([0-9X*]{{0,4}}[X*])?[0-9]{{4}}$')"
        parts.append(f"right({full_ssn(number)}, 4), case when {partial} then right({digits(number)}, 4) end")
    return f"nullif(coalesce({', '.join(parts)}), '0000')"


def birth_date(column: str, period: str, is_of_the_past: str) -> str:
    """A birth date a person can have: no sentinel, and of a year someone can be born in."""
    return f"case when not {_sentinel(column)} and {_lives(f'year({column})', period, is_of_the_past)} then {column} end"


def adult_on(column: str, period: str) -> str:
    """A day on which somebody of a file of that period can have been grown: no sentinel, and of the hundred years before.

    1900-01-01 would make children of everybody else.
    """
    year, latest = f"year({column})", _latest(period)
    return f"case when not {_sentinel(column)} and {year} between {latest} - {GROWN_FOR} and {latest} then {column} end"


def year_of(period: str) -> str:
    """The first day of a file's year; null where its period names none."""
    return f"make_date({_year(period)}, 1, 1)"


def _sentinel(column: str) -> str:
    return f"{column} in ({', '.join(f'date {chr(39)}{d}{chr(39)}' for d in SENTINEL_DATES)})"


def birth_year(column: str, period: str, is_of_the_past: str) -> str:
    """A year of birth where no date is known, within the bounds of birth dates."""
    return f"case when {_lives(column, period, is_of_the_past)} then {column} end"


def _lives(year: str, period: str, is_of_the_past: str) -> str:
    """Whether one born in that year is no error: not before 1901 unless the source is of the past, not after the file's year."""
    return f"(({year} >= 1901 or {is_of_the_past} is not null) and {year} <= {_latest(period)})"


def _latest(period: str) -> str:
    """The last year in which anybody of a file can have been born; when its period names none, any."""
    return f"coalesce({_year(period)}, 2200)"


def _year(period: str) -> str:
    """The year a file speaks for."""
    return f"try_cast(regexp_extract({period}, '[0-9]{{4}}') as integer)"
