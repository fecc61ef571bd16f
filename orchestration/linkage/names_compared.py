"""How given and middle names are compared: initials, nicknames, sounds, and names in another's place."""

from orchestration.linkage.levels import JARO, Comparison, Level, either, sure

_ONE_INITIAL = "least(length(first_std_l), length(first_std_r)) = 1"
INITIAL_FITS = "another's middle initial fits"
_MIDDLE_AS_GIVEN = either("length(first_std_l) > 1 and first_std_l = middle_std_r")
_SHORT_FOR_MIDDLE = either("length(middle_std_r) > 1 and list_contains(first_forms_l, middle_std_r)")
_GIVEN_AS_SURNAME = either("length(first_std_l) > 2 and list_contains(surname_words_r, first_std_l)")
_INITIAL_SWAPPED = either(
    f"length(first_std_r) = 1 and length(first_std_l) > 1 and starts_with(last_std_l, first_std_r)"
    f" and {JARO}(first_std_l, last_std_r) >= 0.88"
)
NAMES_SWAPPED = (
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
            f"({JARO}(first_std_l, first_std_r) >= 0.9 or {sure('first_sound_l = first_sound_r')})",
            4,
        ),
        Level(
            "given name in another's place",
            f"({sure(_MIDDLE_AS_GIVEN)} or {sure(NAMES_SWAPPED)} or {sure(_GIVEN_AS_SURNAME)})",
            5,
        ),
        Level(
            "spelled somewhat alike",
            f"({JARO}(first_std_l, first_std_r) >= 0.78 or (least(length(first_std_l), length(first_std_r)) >= 3"
            " and (starts_with(first_std_l, first_std_r) or starts_with(first_std_r, first_std_l)))"
            # LIZ and BETH; BOB and William Robert
            f" or list_has_any(first_forms_l, first_forms_r) or {sure(_SHORT_FOR_MIDDLE)})",
            1,
        ),
        Level(INITIAL_FITS, sure(_INITIAL_AS_GIVEN), 1),
        Level("initials differ", _ONE_INITIAL, -4, "initials"),
        Level("given names clearly differ", "ELSE", -6),
    ),
)

# A surname in the middle: MARIA GARCIA LOPEZ, and ELIZABETH THORNQUIST OKONKWO once she has married.
_SURNAME_IN_THE_MIDDLE = sure(
    either(
        "length(middle_std_l) > 1"
        " and (list_contains(surname_words_r, middle_std_l) or list_contains(surname_words_l, middle_std_l))"
    )
)

MIDDLE = Comparison(
    "middle_name",
    f"middle_std_l is null or middle_std_r is null or {_SURNAME_IN_THE_MIDDLE}",
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
