"""What a scored pair comes to: its weight after caution, and whether it is vetoed. SQL over Splink's levels.

The weight itself is Splink's; nothing here looks at a third record.
"""

from orchestration.linkage.comparisons import (
    BIRTH,
    CONTACT,
    GIVEN,
    GIVEN_NAMES_DIFFER,
    MIDDLE,
    OTHER_ID,
    SSN,
    SURNAME_AND_ADDRESS,
)
from orchestration.linkage.levels import Comparison, either
from orchestration.linkage.model import Thresholds

# A node that can say who it is, with "" or the side of a pair; the others are silent. Whoever has an SSN has its last four.
SPEAKS = "(birth_date{0} is not null or ssn_last4{0} is not null)"
_BOTH_SPEAK = f"({SPEAKS.format('_l')} and {SPEAKS.format('_r')})"
# One can say who it is, the other has a name and a home and no more: a customer, a tenant.
_CUSTOMER = either(f"{SPEAKS.format('_l')} and not {SPEAKS.format('_r')} and home_std_r is not null")


# Given names that say who someone is, beside a right SSN.
NAMED = (
    "given names agree", "nickname or shared given name", "spelled or sounding nearly alike", "given name in another's place",
)  # fmt: skip
CONTACTS_AGREE = (
    "phones and e-mails agree", "e-mails agree", "phones agree, address too", "phones agree, surname too", "phones agree",
)  # fmt: skip

SURNAME_AGREES = ("surname and address agree", "surname agrees, address differs", "surname agrees, no address")


def gamma(comparison: Comparison, label: str) -> str:
    """The test that a scored pair stands at one level of a comparison, by the number Splink gives the level."""
    at = next(i for i, level in enumerate(comparison.levels) if level.label == label)
    return f"gamma_{comparison.name} = {len(comparison.levels) - 1 - at}"


def judged_sql(scored: str, thresholds: Thresholds) -> str:
    """Rows out: one per scored pair, with `by_name`, `is_vetoed` and the weight after caution.

    Vetoed: given names that clearly differ, unless the birth date agrees and so does the middle name or the whole SSN (a middle
    initial is enough but under one roof, where it may be a twin's); two generations of one name, unless the birth date or the
    whole SSN agrees; years of birth two or more apart, where that is all that is known and no SSN agrees. Cautious: a pair whose
    evidence is thin counts at the balanced level only when it would at the strict one. So does a pair by names alone, which is
    never strict; where one has a name and nothing else, not even a home, it counts for nothing. What a family shares joins
    nobody.
    """
    below = {name: f"least(match_weight, {getattr(thresholds, name)} - 0.001)" for name in ("strict", "balanced", "lenient")}
    caution = f"""case
        when {_names_alone()} and not {_BOTH_SPEAK} and not {_CUSTOMER} then {below["lenient"]}
        when {_household()} then {below["balanced"]}
        when ({_thin()} or ({_names_alone()} and {_BOTH_SPEAK})) and match_weight < {thresholds.strict} then {below["balanced"]}
        when {_names_alone()} or {_other_name()} then {below["strict"]}"""
    return f"""
        select
            node_id_l, node_id_r, record_no_l, record_no_r,
            round({caution} else match_weight end, 3) as weight,
            {gamma(SSN, "SSNs agree")} as same_ssn,
            {_names_alone()} as by_name,
            coalesce({_other_name()}, false) as other_name,
            {_thin()} and match_weight >= {thresholds.balanced} as is_thin,
            coalesce({_vetoed()}, false) as is_vetoed
        from {scored}
    """


def _vetoed() -> str:
    born = gamma(BIRTH, "birth dates agree")
    middle = f"({gamma(MIDDLE, 'middle names agree')} or ({gamma(MIDDLE, 'an initial agrees')} and not {_at_home()}))"
    differ = _any(GIVEN, *GIVEN_NAMES_DIFFER)
    numbered = gamma(SSN, "SSNs agree")
    years = f"({gamma(BIRTH, 'birth years differ')} and not {numbered})"
    generations = f"(suffix_l <> suffix_r and not {born} and not {numbered})"
    known = f"{born} and ({middle} or {numbered}) or {_other_name()}"
    return f"{years} or ({differ} and not ({known})) or {generations}"


def _other_name() -> str:
    """Clearly another given name under one SSN and surname, and no birth dates that could tell: the name in use is another than
    that on paper, or one of a family works on another's number.
    """
    differ, numbered = _any(GIVEN, *GIVEN_NAMES_DIFFER), gamma(SSN, "SSNs agree")
    return f"({differ} and {numbered} and {_any(SURNAME_AND_ADDRESS, *SURNAME_AGREES)} and gamma_{BIRTH.name} = -1)"


def _thin() -> str:
    """Of a newborn: no given name on both, no number and no common address. Of others: another surname, no common address, and no
    second anchor beside the given name: a birth date and an SSN, telephone, e-mail or other id; or, with a given name that is
    more than an initial, the year of birth and one of the last three, an SSN, or telephone and e-mail both.
    """
    another = _any(SURNAME_AND_ADDRESS, "surname differs, no address", "surname and address differ")
    is_born = gamma(BIRTH, "birth dates agree")
    is_named = _any(GIVEN, *NAMED)
    of_year = gamma(BIRTH, "birth years agree")
    nearly = _any(SSN, "SSNs within a typo", "last four agree")
    numbered = gamma(SSN, "SSNs agree")
    unnamed = f"gamma_{GIVEN.name} = -1 and not {numbered} and not {nearly} and not {_at_home()}"
    twice = gamma(CONTACT, "phones and e-mails agree")
    dated = f"({is_born} or {of_year} and {is_named})"
    anchored = f"(({numbered} or {twice}) and ({is_named} or {is_born})) or {nearly} and {is_born} or {_reached()} and {dated}"
    return f"({unnamed} or {another} and not ({anchored}))"


def _household() -> str:
    """Nothing but a telephone or e-mail, which a family shares, beside given names that merely resemble each other."""
    alike = _any(GIVEN, "given names agree", "nickname or shared given name", "given name in another's place")
    shared = f"gamma_{BIRTH.name} = -1 and gamma_{SSN.name} = -1 and not {_at_home()} and {_any(CONTACT, *CONTACTS_AGREE)}"
    return f"({shared} and not {alike})"


def _at_home() -> str:
    common = [level.label for level in SURNAME_AND_ADDRESS.levels if level.label.endswith(("address agrees", "address agree"))]
    return _any(SURNAME_AND_ADDRESS, *common)


def _any(comparison: Comparison, *labels: str) -> str:
    return f"({' or '.join(gamma(comparison, label) for label in labels)})"


def _names_alone() -> str:
    """Nothing but names to go by: no birth date or SSN on both, and no address, telephone, e-mail or other id in common."""
    return f"(gamma_{BIRTH.name} = -1 and gamma_{SSN.name} = -1 and not {_at_home()} and not {_reached()})"


def _reached() -> str:
    """A telephone, an e-mail or another id in common."""
    return f"({_any(CONTACT, *CONTACTS_AGREE)} or {gamma(OTHER_ID, 'other ids agree')})"
