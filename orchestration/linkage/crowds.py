"""Values that too many people share to be anyone's: nobody's home, nobody's SSN, nobody's record id.

Found among tonight's mentions and counted, never listed.
"""

from orchestration.linkage.shapes import FIELDS

CROWDED_HOME = 15  # distinct surnames ever seen at one address and unit; beyond it, it is an institution
CROWDED_CONTACT = 8  # distinct given names ever seen with one telephone, e-mail or other id; beyond it, it is an office's
CROWDED_SSN = 8  # distinct given names ever seen with one SSN; beyond it, it is a filler that looks valid
CROWDED_RECORDS = 60  # records on one value, unless all of them agree on who it is; no person of one county holds more
FILLER_RECORDS = 25  # records of a source alike in a value, before their share of it is looked at
FILLER_NAME, FILLER_PART, FILLER_DATE, FILLER_NEW_YEAR = 0.01, 0.5, 0.05, 0.2  # shares of a source's records, beyond any county's
FILLER_LAST_FOUR = 0.001  # ten times what one in ten thousand last fours is borne by
CROWDED_RECORD = 5  # distinct birth dates and given names ever seen under one record id; beyond it, it is 0000000000 or the like
ONE_PERSON = 3  # birth dates, SSNs, homes or given names that the records of one person come to, mistakes and moves among them
OF_ONE_PERSON = 250  # records that one person who comes often may have


def _not_one_persons(*others: str) -> str:
    """Whether the records of a group cannot all be one person's, who comes often: by what is known of them in `others`."""
    variety = f"greatest({', '.join(f'count(distinct {other})' for other in others)})"
    return f"({variety} > {ONE_PERSON} or {variety} = 0 or count(distinct record_id) > {OF_ONE_PERSON})"


_CROWDED = f"count(distinct record_id) > {CROWDED_RECORDS} and {_not_one_persons('first_std', 'birth_date')}"

CROWDS = f"""
    create temp table crowded_homes as
        with told as (
            select distinct home_std, coalesce(unit_std, '') as unit_std, coalesce(zip5, '') as place, last_std
            from shaped where home_std is not null
        )
        select home_std, unit_std, here.place
        from (select distinct home_std, unit_std, place from told) as here inner join told using (home_std, unit_std)
        where told.place in (here.place, '') or here.place = ''
        group by all having count(distinct last_std) > {CROWDED_HOME};
    create temp table crowded_ssns as
        select ssn from shaped where ssn is not null group by ssn
        having count(distinct first_std) > {CROWDED_SSN} or ({_CROWDED});
    create temp table crowded_records as
        select record_id from shaped group by record_id
        having count(distinct birth_date) > {CROWDED_RECORD} and count(distinct first_std) > {CROWDED_RECORD};
    update shaped set {", ".join(f"{field} = null" for field in FIELDS)}
        where record_id in (select record_id from crowded_records);
""" + "".join(
    f"""
    update shaped set {contact} = null where {contact} in (
        select {contact} from shaped where {contact} is not null group by {contact}
        having count(distinct first_std) > {CROWDED_CONTACT} or ({_CROWDED})
    );"""
    for contact in ("phone", "email", "other_id")
)

_KNOWN_BESIDE = ("birth_date", "ssn", "home_std", "phone", "email", "other_id")
_NAME_FIELDS = {
    "first_std": "first_std first_words first_forms first_initials first_sound",
    "last_std": "last_std surname_words last_sound",
}


def _filler(values: str, share: float, fields: str, known: str, others: tuple[str, ...]) -> str:
    """Nulls `fields` where a source says the same `values` of more than a share of its records that have them, unless `others`
    say that those are one person's.
    """
    nulled = ", ".join(f"{field} = null" for field in fields.split())
    keys = ", ".join(f"{value} as v{i}" for i, value in enumerate(values.split(" & ")))
    same = " and ".join(f"{value} = f.v{i}" for i, value in enumerate(values.split(" & ")))
    return f"""
    update shaped set {nulled} from (
        with told as (select table_name, role, record_id, {keys}, {", ".join(others)} from shaped where {known}),
        held as (select table_name, role, count(distinct record_id) as records from told group by all)
        select told.* exclude (record_id, {", ".join(others)}), any_value(records) as of_all
        from told inner join held using (table_name, role)
        group by all having count(distinct record_id) > {FILLER_RECORDS} and count(distinct record_id) > {share} * of_all
            and {_not_one_persons(*others)}
    ) as f where shaped.table_name = f.table_name and shaped.role = f.role and {same} and {known};
"""


FILLERS = (
    _filler(
        "first_std & last_std", FILLER_NAME, " ".join(_NAME_FIELDS.values()), "first_std is not null and last_std is not null",
        _KNOWN_BESIDE,
    )
    + "".join(
        _filler(part, FILLER_PART, fields, f"{part} is not null", _KNOWN_BESIDE)
        for part, fields in _NAME_FIELDS.items()
    )
    + _filler("birth_date", FILLER_DATE, "birth_date birth_year", "birth_date is not null", ("first_std", "ssn", "home_std"))
    + _filler("ssn_last4", FILLER_LAST_FOUR, "ssn_last4", "ssn_last4 is not null and ssn is null", ("first_std", "birth_date"))
)  # fmt: skip
NEW_YEARS = f"""
    update shaped set birth_date = null from (
        select table_name, role from shaped where birth_date is not null group by all
        having count(*) filter (strftime(birth_date, '%m%d') = '0101') > greatest({FILLER_RECORDS}, {FILLER_NEW_YEAR} * count(*))
    ) as f where shaped.table_name = f.table_name and shaped.role = f.role and strftime(shaped.birth_date, '%m%d') = '0101';
"""
