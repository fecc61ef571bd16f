"""What else a person is called, as a source has it in one text: given names, surnames, or both.

A word is a given name where more people of the country bear it as one than as a surname. Run on distinct texts only.
"""

from orchestration.linkage.frequencies import public_counts
from orchestration.linkage.nicknames import nickname_rows
from orchestration.linkage.standardise import PARTICLES, SUFFIXES, letters, listed, surname, texts

NO_NAMES = (*PARTICLES, *SUFFIXES, *listed("AKA FKA NKA ALIAS FORMERLY MAIDEN NEE ALSO KNOWN AS"))


def taken_apart(names: str) -> str:
    """Rows out: one per distinct `alias` of `names` that names somebody, with its given names and its surnames."""
    return f"""
        with lettered as (
            select alias, {letters("alias")} as text from (select distinct alias from {names} where alias is not null)
        ),
        words as (select alias, unnest(string_split({surname("text")}, ' ')) as word from lettered),
        judged as (
            select
                alias, word,
                coalesce(as_given.people, case when nicknames.name is not null then 1 end, 0) > coalesce(as_surname.people, 0)
                    as is_given
            from words
            left join {public_counts("first_std")} as as_given on as_given.name = word
            left join {public_counts("last_std")} as as_surname on as_surname.name = word
            left join {nickname_rows()} on nicknames.name = word
            where length(word) > 1 and word not in ({texts(NO_NAMES)})
        )
        select
            alias, coalesce(list(word order by word) filter (is_given), []) as alias_given,
            coalesce(list(word order by word) filter (not is_given), []) as alias_surnames
        from judged group by alias
    """
