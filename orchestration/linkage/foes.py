"""Which records that could be joined cannot be one person, whatever their score: SQL over the nodes of each component.

Reasons: two well-attested SSNs that differ by more than a typo; two records of a source with one record a person; clearly
different given names under one birth date or one roof; another middle name and another birth date; birth dates far apart; two
roles of one row.
"""

import duckdb

from orchestration.linkage.comparisons import GIVEN, GIVEN_NAMES_DIFFER, MIDDLE, MIDDLE_NAMES_DIFFER
from orchestration.linkage.levels import mistyped
from orchestration.linkage.names_compared import INITIAL_FITS, NAMES_SWAPPED
from orchestration.linkage.standardise import listed

_ALIKE = {level.label: level.condition for level in GIVEN.levels if level.label not in GIVEN_NAMES_DIFFER}
_HARDLY_ALIKE = (INITIAL_FITS, "spelled somewhat alike")


def _differ(missing: str, fitting: list[str]) -> str:
    """Null where something is missing and nothing fits. A case, since DuckDB leaves off at the first part that fits there."""
    return f"case when {' or '.join(f'({sql})' for sql in fitting)} then false when not ({missing}) then true end"


# Whoever has one SSN is refused nothing but a second record of a single source: of them the dear questions are not asked.
_ONE_SSN = "ssn_l = ssn_r"
# How well the given names fit, asked once: well, hardly, not at all, or null where one is missing.
_FIT = f"""case
    when {_ONE_SSN} then 2
    when {" or ".join(f"({sql})" for label, sql in _ALIKE.items() if label not in _HARDLY_ALIKE)} then 2
    when {" or ".join(f"({_ALIKE[label]})" for label in _HARDLY_ALIKE)} then 1
    when not ({GIVEN.missing}) then 0 end"""
_NAMES_DIFFER = "fit = 0"
_NICKNAMES = _ALIKE["nickname or shared given name"]
_SWAPPED = f"coalesce({NAMES_SWAPPED}, false)"  # surname first in one of them
# Neither written nor meant alike: GABRIEL and GABRIELA are a brother and a sister.
_NAMES_UNLIKE = f"first_std_l <> first_std_r and not {_NICKNAMES} and not {_SWAPPED}"
_TWO_WORDS_EACH = "least(len(first_words_l), len(first_words_r)) > 1"
_ONE_IN_THE_OTHER = "(list_has_all(first_words_l, first_words_r) or list_has_all(first_words_r, first_words_l))"
# Alike, and yet two names where each is somebody's on more than one record: JAYDEN and JAYLEN, MARIA ELENA and MARIA LUISA.
_NAMES_RIVAL = (
    f"first_std_l <> first_std_r and first_sound_l is distinct from first_sound_r and not {_ONE_IN_THE_OTHER}"
    f" and ({_TWO_WORDS_EACH} or not {_NICKNAMES}) and not {_SWAPPED}"
)
_NAMES_HARDLY_FIT = f"case when fit = 2 then false when not ({GIVEN.missing}) then true end"
_MIDDLES_FIT = [level.condition for level in MIDDLE.levels if level.label not in MIDDLE_NAMES_DIFFER]
_MIDDLES_DIFFER = f"case when {_ONE_SSN} then false when not ({MIDDLE.missing}) then {_differ('false', _MIDDLES_FIT)} end"
_SSNS_DIFFER = f"case when {_ONE_SSN} then false when ssn_l <> ssn_r then not {mistyped('ssn')} end"
_BIRTHS_DIFFER = _differ(
    "birth_date_l is null or birth_date_r is null",
    [
        _ONE_SSN, "birth_date_l = birth_date_r", "coalesce(list_has_any(dates_meant_l, dates_meant_r), false)",
        "abs(datediff('day', birth_date_l, birth_date_r)) <= 366",
        "right(birth_text_l, 4) = right(birth_text_r, 4)",
        "levenshtein(birth_text_l, birth_text_r) <= 4 and damerau_levenshtein(birth_text_l, birth_text_r) <= 2",
    ],
)  # fmt: skip
_OF_NODES = listed(
    "record_no source is_single first_std first_words first_forms first_initials first_sound middle_std last_std surname_words"
    " birth_date birth_text sex ssn ssn_last4 home_std unit_std phone"
)
READ = ("node_id", "adult_on", *_OF_NODES)  # the columns of a node that are asked here
_COLUMNS = (*_OF_NODES, "is_known", "is_repeating", "both_names", "dates_meant")

# Given names are not two people's when a middle name agrees or someone here bears both. Under one birth date each must stand on
# another record too, since a name written wrong once is no second person; under one roof too, unless their birth dates differ.
_TWO_NAMES = (
    "not coalesce(bool_or(length(middle_std_l) > 1 and middle_std_l = middle_std_r), false)"
    " and not coalesce(bool_or(list_contains(both_names_l, first_std_r)), false)"
)


def _sided(side: str) -> str:
    return ", ".join(f"{side}.{column} as {column}_{side}" for column in _COLUMNS)


def add_foes(con: duckdb.DuckDBPyConnection) -> None:
    """Temp table `foes`: record_l, record_r, reason. Needs `nodes`, `edges`, `member_of`(record_no, component, cluster) and
    `mates`, pairs of records on one row.

    Looked into are only pairs that would be in one cluster, and could be foes: of another SSN, given or middle name, of one
    single source, or born more than a year apart.
    """
    con.execute("""
        create temp table attested as
        select record_l as record_no from edges where same_ssn union select record_r from edges where same_ssn
    """)
    con.execute(_PLACED + _ASKED)
    con.execute(f"create temp table compared as {_compared()}; create temp table twinned as {_twinned()}")
    con.execute(f"""
        create temp table foes as
        {_REASONS}
        union all
        select mates.record_l, mates.record_r, 'two roles of one row' as reason
        from mates
        inner join member_of as l on l.record_no = mates.record_l
        inner join member_of as r on r.record_no = mates.record_r and r.cluster = l.cluster
    """)


_PLACED = """
    create temp table placed as
    select
        node_id, record_no, component, cluster, source, is_single, first_std, middle_std, birth_date,
        case when record_no in (from attested) then ssn end as ssn
    from nodes inner join member_of using (record_no);
"""
# What every reason asks for, in any pair of their nodes, before it is worth asking more. What is told of those nodes in their
# component is a table of its own: of tables DuckDB knows how small they are, and joins the wide nodes last.
_ASKED = """
    create temp table asked as
    select distinct l.record_no as record_l, r.record_no as record_r
    from placed as l inner join placed as r on l.cluster = r.cluster and l.record_no < r.record_no
    where l.ssn <> r.ssn or (l.is_single and l.source = r.source) or (l.ssn = r.ssn) is not true and (
        l.first_std <> r.first_std or (l.middle_std <> r.middle_std and l.birth_date is distinct from r.birth_date)
        or abs(datediff('day', l.birth_date, r.birth_date)) > 366
    );
    create temp table told_of as
    with who as (select record_l as record_no from asked union select record_r from asked),
    there as (from placed where component in (select component from placed semi join who using (record_no))),
    known as (
        select component, first_std, count(first_std) > 0 and min(record_no) <> max(record_no) as is_known
        from there group by component, first_std
    ),
    repeating as (
        select distinct component, source from there group by component, source, first_std having min(record_no) <> max(record_no)
    ),
    of_two_names as (
        select component, first_std, middle_std from there where length(first_std) > 1 and length(middle_std) > 1
        union
        select component, a.first_std, b.first_std from there as a inner join there as b using (component, ssn)
        where a.first_std <> b.first_std and least(length(a.first_std), length(b.first_std)) > 1
            and coalesce(a.birth_date = b.birth_date, true)
    ),
    both_names as (
        select component, name, list(another) as both_names from (
            select component, first_std as name, middle_std as another from of_two_names
            union select component, middle_std, first_std from of_two_names
        ) group by all
    ),
    well_known as (
        select component, birth_date, strftime(birth_date, '%Y%m%d') as text from there where birth_date is not null
        group by component, birth_date having min(record_no) <> max(record_no)
    ),
    dated as (select distinct component, ssn, first_std, birth_date, strftime(birth_date, '%Y%m%d') as text from there),
    meant as (
        select dated.component, dated.birth_date, well_known.birth_date as meant
        from dated inner join well_known using (component)
        where damerau_levenshtein(dated.text, well_known.text) <= 1 or (
            (dated.text[:4] = well_known.text[:4])::integer + (dated.text[5:6] = well_known.text[5:6])::integer
            + (dated.text[7:] = well_known.text[7:])::integer >= 2
        ) or dated.text = well_known.text[:4] || well_known.text[7:] || well_known.text[5:6]
        union
        select a.component, a.birth_date, b.birth_date
        from dated as a inner join dated as b using (component, ssn, first_std) where b.birth_date is not null
    ),
    dates_meant as (select component, birth_date, list(meant) as dates_meant from meant group by component, birth_date)
    select node_id, both_names, dates_meant, is_known, repeating.source is not null as is_repeating, there.ssn
    from there semi join who using (record_no)
    inner join known on known.component = there.component and known.first_std is not distinct from there.first_std
    left join repeating on repeating.component = there.component and repeating.source = there.source
    left join both_names on both_names.component = there.component and name = there.first_std
    left join dates_meant on dates_meant.component = there.component and dates_meant.birth_date = there.birth_date;
    create temp table mixed as
    select told_of.* exclude (node_id), nodes.* exclude (ssn) from told_of inner join nodes using (node_id)
"""


def _compared() -> str:
    """Rows out: one per pair of records in one component, facts over all their pairs of nodes."""
    return f"""
        with pairs as (
            select {_sided("l")}, {_sided("r")}, {_FIT} as fit
            from asked inner join mixed as l on l.record_no = record_l inner join mixed as r on r.record_no = record_r
        )
        select
            record_no_l as record_l, record_no_r as record_r,
            bool_and(source_l = source_r and is_single_l) as is_same_single_source,
            bool_and({_SSNS_DIFFER}) as ssns_differ,
            bool_or({_ONE_SSN}) as same_ssn,
            bool_and({_NAMES_DIFFER}) and {_TWO_NAMES} as names_differ,
            bool_or(is_known_l) and bool_or(is_known_r) as both_known,
            bool_or(birth_date_l = birth_date_r) as same_birth_date,
            bool_and({_BIRTHS_DIFFER}) as births_differ,
            bool_or((home_std_l = home_std_r and coalesce(unit_std_l = unit_std_r, true)) or phone_l = phone_r) as same_home,
            bool_and({_NAMES_HARDLY_FIT}) and {_TWO_NAMES} as names_hardly_fit,
            bool_and(source_l = source_r and not is_repeating_l) as each_told_once,
            bool_and(sex_l <> sex_r) as sexes_differ,
            bool_or(ssn_last4_l = ssn_last4_r) as same_last_four,
            bool_or(first_std_l = first_std_r) as same_name,
            bool_and({_MIDDLES_DIFFER}) as middles_differ
        from pairs group by all
    """


def _twinned() -> str:
    """Rows out: one per pair of records compared, of one birth date and home and not of one SSN, with the dearer questions."""
    return f"""
        with close as (
            select record_l, record_r from compared where same_birth_date and same_home and not coalesce(same_ssn, false)
        ),
        pairs as (
            select {_sided("l")}, {_sided("r")}
            from close inner join mixed as l on l.record_no = record_l inner join mixed as r on r.record_no = record_r
        )
        select
            record_no_l as record_l, record_no_r as record_r,
            coalesce(bool_and({_NAMES_UNLIKE}) and {_TWO_NAMES}, false) as names_unlike,
            coalesce(bool_and({_NAMES_RIVAL}) and {_TWO_NAMES}, false) as names_rival,
            bool_or({mistyped("first_std")}) as name_mistyped
        from pairs group by all
    """


# Two of one birth date and home are twins, unless their names are one person's.
_TWINS = """
    (names_hardly_fit and (both_known or (each_told_once and not name_mistyped)) and not coalesce(same_last_four, false))
    or (names_rival and both_known) or (names_unlike and sexes_differ)
"""
_REASONS = f"""
    select record_l, record_r, case
        when is_same_single_source then 'two records of a source with one record a person'
        when ssns_differ then 'two well-attested SSNs'
        when not coalesce(same_ssn, false) and (
            (same_birth_date and same_home and ({_TWINS}))
            or (names_differ and both_known and same_birth_date)
            or (names_differ and same_home and (both_known or not same_birth_date))
            or (middles_differ and not same_name and same_birth_date and same_home)
        ) then 'different given names under one birth date or roof'
        when middles_differ and not same_birth_date and not coalesce(same_ssn, false) then 'another middle name and birth date'
        when births_differ and not coalesce(same_ssn, false) then 'birth dates far apart'
    end as reason
    from compared left join twinned using (record_l, record_r) where reason is not null
"""
