"""SQL text that makes street addresses comparable, and knows which of them are nobody's home.

Run on distinct addresses only: the same text is never read twice.
"""

# USPS Publication 28 suffixes and directions that agencies write in full as often as not.
SHORT_FORMS = {
    "STREET": "ST", "STR": "ST", "AVENUE": "AVE", "AV": "AVE", "AVEN": "AVE", "ROAD": "RD", "DRIVE": "DR", "DRV": "DR",
    "LANE": "LN", "COURT": "CT", "CIRCLE": "CIR", "PLACE": "PL", "BOULEVARD": "BLVD", "BOUL": "BLVD", "TERRACE": "TER",
    "TERR": "TER", "PARKWAY": "PKWY", "PKY": "PKWY", "HIGHWAY": "HWY", "TRAIL": "TRL", "SQUARE": "SQ", "PLAZA": "PLZ",
    "ALLEY": "ALY", "CROSSING": "XING", "POINT": "PT", "RIDGE": "RDG", "HEIGHTS": "HTS", "NORTH": "N", "SOUTH": "S",
    "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW", "SOUTHEAST": "SE", "SOUTHWEST": "SW", "MOUNT": "MT",
    "SAINT": "ST", "FORT": "FT", "FIRST": "1ST", "SECOND": "2ND", "THIRD": "3RD", "FOURTH": "4TH", "FIFTH": "5TH",
}  # fmt: skip
_INSTITUTIONS = "SHELTER|JAIL|PRISON|DETENTION|CORRECTION|MISSION|RESCUE|COURTHOUSE|HOSPITAL|DEPARTMENT"
NOBODYS_HOME = (
    f"{_INSTITUTIONS}|GENERAL DELIVERY|HOMELESS|UNKNOWN|NO FIXED|NO ADDRESS|TRANSIENT|SALVATION|SOCIAL SERVICES|CARE OF|C O "
    "|UNHOUSED|NOT GIVEN|^NONE"
)
_STREETS = "ST|AVE|RD|DR|LN|CT|CIR|PL|BLVD|TER|PKWY|WAY|TRL|HWY|SQ|LOOP|PATH|ALY|XING"
# A street may be called after one: 12 MISSION ST, 44 SHELTER COVE RD.
_CALLED_AFTER = f"^[0-9]+[A-Z]? ([NSEW]{{1,2}} )?([A-Z]+ )?({_INSTITUTIONS}) ([A-Z]+ )?({_STREETS})( [NSEW]{{1,2}})?$"
_UNITS = "APARTMENT|APT|UNIT|STE|SUITE|LOT|ROOM|RM|FLOOR|FL|TRAILER|TRLR|BUILDING|BLDG|SPACE|SPC"
# APT 4, UNIT B 2, BLDG 2 APT 4; not the ROOM of 450 E ROOM RD.
_UNIT = f"( +({_UNITS}|#)( +([0-9]+[A-Z0-9]*|[A-Z][0-9]*))*)+$"
_BOX = "P ?O BOX +[0-9]+[A-Z]?$"
_ROUTE = "^(RR|R R|RURAL ROUTE|HC|STAR ROUTE) *([0-9]+) +BOX +([0-9]+[A-Z]?)$"


def first_line(text: str) -> str:
    """Of an address on one line what comes before town and state: house and street, and the unit if it stands apart."""
    second = f"split_part({text}, ',', 2)"
    is_unit = f"regexp_matches(upper({second}), '^ *(#|({_UNITS})[^A-Z])') and not regexp_matches({second}, '[0-9]{{5}}')"
    unit = f"case when {is_unit} then {second} end"  # FL 33101 is no floor
    has_town = f"regexp_matches({text}, '^ *[0-9]+[A-Za-z]? +[^,]+,')"
    return f"case when {has_town} then concat(split_part({text}, ',', 1), {unit}) else {text} end"


def plain_address(text: str) -> str:
    """An address in capitals, digits and single spaces, its unit last: APT #4, APT4 and NO 4 are APT 4, APT 4 and # 4."""
    upper = f"upper(strip_accents({text}))"
    cleaned = f"regexp_replace(regexp_replace({upper}, '[''’`´.]', '', 'g'), '[^A-Z0-9#]+', ' ', 'g')"
    plain = f"trim(regexp_replace(replace({cleaned}, '#', ' # '), ' +', ' ', 'g'))"
    for written, meant in (
        (f" ({_UNITS}) #", r" \1"), (" (APT|UNIT|STE|LOT|RM|TRLR|SPC)([0-9])", r" \1 \2"), (" NO ([0-9])", r" # \1"),
        (f"^({_UNITS}|#) ([A-Z0-9]+) ([0-9].*)$", r"\3 \1 \2"),
    ):  # fmt: skip
        plain = f"regexp_replace({plain}, '{written}', '{meant}')"
    return f"nullif({plain}, '')"


def street_line(address: str) -> str:
    """House number and street of a plain address, short forms throughout, unit and box left out."""
    street = f"regexp_replace(regexp_replace({address}, '{_UNIT}', ''), '(.) {_BOX}', '\\1')"
    table = ", ".join(f"'{long}': '{short}'" for long, short in SHORT_FORMS.items())
    split = f"list_filter(string_split({street}, ' '), lambda w: w <> '')"
    return f"array_to_string(list_transform({split}, lambda w: coalesce(map {{{table}}}[w], w)), ' ')"


def unit_of(address: str) -> str:
    """The apartment, lot or room at the end of a plain address, or null."""
    words = rf"(\b({_UNITS})\b|[# ])"
    return f"nullif(ltrim(regexp_replace(regexp_extract({address}, '{_UNIT}'), '{words}', '', 'g'), '0'), '')"


def unit(text: str) -> str:
    """The same of a column of its own."""
    plain = f"regexp_replace(regexp_replace(upper({text}), '[^A-Z0-9]', '', 'g'), '^({_UNITS})', '')"
    return f"nullif(ltrim({plain}, '0'), '')"


def home(address: str, street: str) -> str:
    """The street line when it can be someone's home: a house number and no institution; or the box a letter carrier knows."""
    is_nobodys = f"regexp_matches({address}, '{NOBODYS_HOME}') and not regexp_matches({street}, '{_CALLED_AFTER}')"
    return rf"""case
        when {is_nobodys} then null
        when regexp_full_match({street}, '(P ?O )?BOX [0-9]+[A-Z]?') then concat('PO BOX ', split_part({street}, ' ', -1))
        when regexp_full_match({street}, '{_ROUTE}') then regexp_replace({street}, '{_ROUTE}', 'RR \2 BOX \3')
        when regexp_matches({street}, '^[0-9]+[A-Z]? +[A-Z0-9]') and not regexp_matches({street}, '^9{{4,}} ') then {street}
    end"""


def zip_code(text: str) -> str:
    """Five digits with the leading zeros spreadsheets eat put back; 00000 and 99999 are none. Codes of other countries, which
    have letters in them, stay as they are, without blanks.
    """
    number = f"regexp_replace(split_part({text}, '-', 1), '[^0-9]', '', 'g')"
    five = (
        f"case when length({number}) between 3 and 5 then lpad({number}, 5, '0')"
        f" when length({number}) = 9 then left({number}, 5) end"
    )
    lettered = f"regexp_matches({text}, '[A-Za-z]') and regexp_matches({text}, '[0-9].*[0-9]')"
    foreign = f"nullif(regexp_replace(upper({text}), '[^A-Z0-9]', '', 'g'), '')"
    return f"case when {lettered} then {foreign} else nullif(nullif({five}, '00000'), '99999') end"


def homes(addresses: str) -> str:
    """Rows out: one per distinct address text of `addresses`(street_address), with home and unit."""
    return f"""
        with written as (
            select distinct street_address, {first_line("street_address")} as first
            from {addresses} where street_address is not null
        ),
        plain as (select *, {plain_address("street_address")} as address from written),
        lines as (select *, case when first = street_address then address else {plain_address("first")} end as line from plain),
        streets as (select *, {street_line("line")} as street from lines)
        select street_address, {home("address", "street")} as home_std, {unit_of("line")} as unit_std from streets
    """
