"""SQL text that makes telephones, e-mail addresses and other numbers comparable; what stands for none of them is null.

Pure text in, pure text out, as in standardise.py.
"""

NO_PHONES = ("1234567", "1234567890", "5551212")
NOBODYS_MAIL = (
    "^(none|no|na|noemail|nomail|email|mail|unknown|test|refused|declined|nobody|noreply|donotreply|null)@"
    "|@(example|noemail|nomail|none|test)[.]"
)


def phone(text: str) -> str:
    """The last ten digits of a telephone, its extension, country code and leading zeros left out; at least seven.

    Of several in one cell the first: what a stroke, a comma or a word parts is another number once seven digits are there,
    and no number has twenty.
    """
    first = f"regexp_extract({text}, '^[^0-9]*((?:[0-9][ ().+-]*){{7,}})', 1)"
    said = f"coalesce(nullif({first}, ''), regexp_replace(lower({text}), '(x|ext).*$', ''))"
    digits = f"ltrim(regexp_replace({said}, '[^0-9]', '', 'g'), '0')"
    number = f"right(regexp_replace({digits}, '^1?([0-9]{{10}})1?[0-9]{{10}}$', '\\1'), 10)"
    same = "|".join(f"{digit}{{7}}" for digit in range(10))
    listed = ", ".join(f"'{number}'" for number in NO_PHONES)
    is_one = f"length({number}) >= 7 and not regexp_matches({number}, '({same})$') and {number} not in ({listed})"
    return f"case when {is_one} then {number} end"


def email(text: str) -> str:
    """An e-mail address in small letters, what follows a plus left out."""
    plain = f"regexp_replace(lower(replace({text}, ' ', '')), '[+][^@]*@', '@')"
    is_one = f"regexp_matches({plain}, '^[^@]+@[^@]+[.][^@]+$') and not regexp_matches({plain}, '{NOBODYS_MAIL}')"
    return f"case when {is_one} then {plain} end"


def other_id(text: str) -> str:
    """Letters and digits of a number of another's, leading zeros left out: four or more, one a digit, not all the same."""
    plain = f"ltrim(regexp_replace(upper({text}), '[^A-Z0-9]', '', 'g'), '0')"
    varied = f"length(replace({plain}, left({plain}, 1), '')) > 0"
    return f"case when length({plain}) >= 4 and regexp_matches({plain}, '[0-9]') and {varied} then {plain} end"
