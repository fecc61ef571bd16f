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
NOBODYS_HOME = (
    "SHELTER|JAIL|PRISON|DETENTION|CORRECTION|GENERAL DELIVERY|HOMELESS|UNKNOWN|NO FIXED|NO ADDRESS|TRANSIENT|MISSION"
    "|RESCUE|SALVATION|P ?O BOX|COURTHOUSE|HOSPITAL|DEPARTMENT|SOCIAL SERVICES|CARE OF|C O |UNHOUSED|NOT GIVEN|^NONE"
)
UNIT = "(APARTMENT|APT|UNIT|STE|SUITE|LOT|RM|ROOM|FL|FLOOR|TRLR|BLDG|NO|#)"


def plain_address(text: str) -> str:
    """An address in capitals, digits and single spaces; # kept, since it starts a unit."""
    upper = f"upper(strip_accents({text}))"
    cleaned = f"regexp_replace(regexp_replace({upper}, '[''’`´.]', '', 'g'), '[^A-Z0-9#]+', ' ', 'g')"
    return f"nullif(trim(replace({cleaned}, '#', ' # ')), '')"


def street_line(address: str) -> str:
    """House number and street of a plain address, short forms throughout, unit left out."""
    street = rf"trim(regexp_replace({address}, ' +{UNIT} +[A-Z0-9 ]*$', ''))"
    table = ", ".join(f"'{long}': '{short}'" for long, short in SHORT_FORMS.items())
    split = f"list_filter(string_split({street}, ' '), lambda w: w <> '')"
    return f"array_to_string(list_transform({split}, lambda w: coalesce(map {{{table}}}[w], w)), ' ')"


def unit_of(address: str) -> str:
    """The apartment, lot or room at the end of a plain address, or null."""
    return rf"nullif(replace(regexp_extract({address}, ' {UNIT} +([A-Z0-9 ]*)$', 2), ' ', ''), '')"


def home(address: str, street: str) -> str:
    """The street line when it can be someone's home: it has a house number and names no institution."""
    return (
        f"case when regexp_matches({address}, '{NOBODYS_HOME}') or not regexp_matches({street}, '^[0-9]+[A-Z]? +[A-Z0-9]')"
        f" or regexp_matches({street}, '^9{{4,}} ') then null else {street} end"
    )


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
        with plain as (
            select street_address, {plain_address("street_address")} as address
            from (select distinct street_address from {addresses} where street_address is not null)
        ),
        streets as (select *, {street_line("address")} as street from plain)
        select street_address, {home("address", "street")} as home_std, {unit_of("address")} as unit_std from streets
    """
