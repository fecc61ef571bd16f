"""Why a measure differs between persons as linked and true persons: cohort members by cause, in counts.

A cohort member differs when its answers in a measure and exposure are not the same on both sides. Each has one cause, the first
that holds, in the order of CAUSES.
"""

import duckdb

from orchestration.places import Places

CAUSES = {
    "joined": "joined with someone else",
    "split": "split into several persons",
    "relative_joined": "a relative is joined with someone else",
    "relative_split": "a relative is split",
    "tie_missed": "a tie to a parent or child is missed",
    "tie_added": "a tie to a parent or child is added",
    "other": "none of these: an attribute or a household",
}


def lay_out_causes(con: duckdb.DuckDBPyConnection, linked: Places, true: Places) -> None:
    """Temp table `differing`: question, measure, exposure, cause and how many people differ. Reads `units`."""
    con.execute(_RECORDS.format(linked=linked.person_keys, true=true.person_keys))
    con.execute(_PERSONS)
    con.execute(_TIES)
    con.execute(_RELATIVES)
    con.execute(_CAUSE)
    con.execute(_DIFFERING)


_RECORDS = """
    create temp table shared as
    select linked.person_id as linked_id, true_keys.person_id as true_id, count(*) as records
    from read_parquet('{linked}') as linked inner join read_parquet('{true}') as true_keys using (record_id)
    group by all
"""

# A person as linked is the true person most of its records are of.
_PERSONS = """
    create temp table owners as
    select linked_id, true_id from shared
    qualify row_number() over (partition by linked_id order by records desc, true_id) = 1;

    create temp table persons as
    with crowded as (select linked_id from shared group by linked_id having count(*) > 1)
    select
        true_id as person, count(*) > 1 as is_split,
        bool_or(linked_id in (select linked_id from crowded)) as is_joined
    from shared group by true_id
"""

_TIES = """
    create temp table ties as
    with both_sides as (
        select 1 as linked, 0 as known, child.true_id as child, parent.true_id as parent
        from linked.main.fct_parent_child_links as links
        inner join owners as child on links.child_person_id = child.linked_id
        inner join owners as parent on links.parent_person_id = parent.linked_id
        where links.is_resolved
        union all
        select 0, 1, child_person_id, parent_person_id from true_persons.main.fct_parent_child_links where is_resolved
    )
    select child, parent, max(linked) = 0 as is_missed, max(known) = 0 as is_added from both_sides group by child, parent
"""

# Parents and children, and theirs: co-parents, siblings, grandparents.
_RELATIVES = """
    create temp table relatives as
    with near as (
        select child as person, parent as relative, is_missed, is_added from ties
        union all select parent, child, is_missed, is_added from ties
    ),
    far as (
        select one.person, two.relative, two.is_missed, two.is_added
        from near as one inner join near as two on one.relative = two.person and one.person <> two.relative
    )
    select * from near union all select * from far
"""

_CAUSE = """
    create temp table cause_of as
    with told as (
        select
            relatives.person, bool_or(persons.is_joined) as is_joined, bool_or(persons.is_split) as is_split,
            bool_or(is_missed) as is_missed, bool_or(is_added) as is_added
        from relatives inner join persons on relatives.relative = persons.person
        group by relatives.person
    )
    select
        persons.person,
        case
            when persons.is_joined then 'joined'
            when persons.is_split then 'split'
            when told.is_joined then 'relative_joined'
            when told.is_split then 'relative_split'
            when told.is_missed then 'tie_missed'
            when told.is_added then 'tie_added'
            else 'other'
        end as cause
    from persons left join told using (person)
"""

_DIFFERING = """
    create temp table differing as
    with of_persons as (
        select question, measure, exposure, answer, owners.true_id as person, 1 as sign
        from units inner join owners on units.person_id = owners.linked_id where side = 'linked'
        union all
        select question, measure, exposure, answer, person_id, -1 from units where side = 'true_persons'
    ),
    nets as (
        select question, measure, exposure, person, answer, sum(sign) as net from of_persons group by all having sum(sign) <> 0
        union all
        select question, measure, 'all', person, answer, sum(sign) as net from of_persons
        group by all having sum(sign) <> 0
    )
    select question, measure, exposure, cause, count(distinct person) as people
    from nets inner join cause_of using (person)
    group by question, measure, exposure, cause
"""
