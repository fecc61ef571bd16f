"""Values that too many people share to be anyone's: nobody's home, nobody's SSN, nobody's record id.

Found among tonight's mentions and counted, never listed.
"""

from orchestration.linkage.shapes import FIELDS

CROWDED_HOME = 15  # distinct surnames ever seen at one address and unit; beyond it, it is an institution
CROWDED_SSN = 8  # distinct given names ever seen with one SSN; beyond it, it is a filler that looks valid
CROWDED_RECORD = 5  # distinct birth dates and given names ever seen under one record id; beyond it, it is 0000000000 or the like

CROWDS = f"""
    create temp table crowded_homes as
        select home_std, coalesce(unit_std, '') as unit_std from shaped where home_std is not null
        group by all having count(distinct last_std) > {CROWDED_HOME};
    create temp table crowded_ssns as
        select ssn from shaped where ssn is not null group by ssn having count(distinct first_std) > {CROWDED_SSN};
    create temp table crowded_records as
        select record_id from shaped group by record_id
        having count(distinct birth_date) > {CROWDED_RECORD} and count(distinct first_std) > {CROWDED_RECORD};
    update shaped set {", ".join(f"{field} = null" for field in FIELDS)}
        where record_id in (select record_id from crowded_records);
"""
