"""SQL text that takes full names apart: LAST, FIRST MIDDLE or FIRST MIDDLE LAST, a title before and a suffix anywhere.

Run on distinct names only: the same text is never read twice.
"""

from orchestration.linkage.standardise import PARTICLES, letters, suffix, texts, without_suffix

TITLES = "MR|MRS|MS|MISS|DR|REV"
_LONG_PARTICLES = texts([particle for particle in PARTICLES if len(particle) > 1])

_WORDS = f"""
    select
        full_name, suffix, case when has_comma then pieces[1] end as surname,
        string_split(regexp_replace({without_suffix("spoken")}, '^({TITLES}) ', ''), ' ') as words
    from (
        select *, array_to_string(case when has_comma then pieces[2:] else pieces end, ' ') as spoken
        from (select *, len(pieces) > 1 or regexp_matches(full_name, ', *$') as has_comma from pieces where len(pieces) > 0)
    )
"""
# A surname that stands last takes its particles with it (JUAN DE LA CRUZ); where an initial stands last, the surname came first.
_PLACED = f"""
    select
        *, surname is null and len(words) > 2 and length(words[-1]) = 1 as is_turned,
        len(words) - len(list_filter(
            range(2, len(words)), lambda i: list_has_all([{_LONG_PARTICLES}], words[i:len(words) - 1])
        )) as last_place
    from words
"""


def taken_apart(names: str) -> str:
    """Rows out: one per distinct `full_name` of `names`, with first, middle and last in letters, the suffix, and the surnames
    there may be between middle and last.
    """
    return f"""
        with pieces as ({_pieces(names)}), words as ({_WORDS}), placed as ({_PLACED})
        select
            full_name, suffix as spoken_suffix,
            nullif(case when is_turned then words[2] else words[1] end, '') as spoken_first,
            case when is_turned then words[3] when surname is not null or last_place > 2 then words[2] end as spoken_middle,
            case
                when surname is not null then surname
                when is_turned then words[1]
                when len(words) > 1 then array_to_string(words[last_place:], ' ')
            end as spoken_last,
            case when surname is null and not is_turned then words[3:last_place - 1] else [] end as spoken_between
        from placed
    """


def _pieces(names: str) -> str:
    """Rows out: what stands between the commas, without those that are a suffix alone; of two the first is the surname."""
    return f"""
        select
            full_name, {suffix("pieces[1]", "pieces[2]", "pieces[3]")} as suffix,
            list_filter(pieces, lambda piece: {suffix("piece")} is null or contains(piece, ' ')) as pieces
        from (
            select
                full_name,
                list_filter(
                    list_transform(string_split(full_name, ','), lambda piece: {letters("piece")}),
                    lambda piece: piece is not null
                ) as pieces
            from (select distinct full_name from {names} where full_name is not null)
        )
    """
