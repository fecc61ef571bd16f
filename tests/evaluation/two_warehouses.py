"""Two homes with the tables a comparison reads, drawn by hand: as linked, and with true persons."""

from pathlib import Path

import duckdb

from orchestration.places import Places

KEYS = {
    "r1": ("ana_1", "ana"),
    "r2": ("ana_2", "ana"),  # split
    "r3": ("bo", "bo"),
    "r4": ("bo", "cy"),  # joined: most of the linked person's records are bo's
    "r5": ("bo", "bo"),
    "r6": ("dee", "dee"),  # a child of bo
    "r7": ("eli", "eli"),
    "r8": ("flo", "flo"),  # eli's mother, by a tie the links miss
    "r9": ("gus", "gus"),
}
TIES = {"linked": [("dee", "bo", True), ("gus", "flo", False)], "true": [("dee", "bo", True), ("eli", "flo", True)]}


def write_side(home: Path, side: str, members: list[tuple]) -> Places:
    """A home whose warehouse holds these members of q7's cohort: person, exposure, met, reason, weight."""
    places = Places(home)
    places.warehouse.mkdir(parents=True)
    places.person_keys.parent.mkdir(parents=True)
    with duckdb.connect(places.warehouse / "warehouse.duckdb") as con:
        con.execute("create table fct_parent_child_links (child_person_id text, parent_person_id text, is_resolved boolean)")
        con.executemany("insert into fct_parent_child_links values (?, ?, ?)", TIES[side])
        con.execute("""
            create table int_q7_outcomes__gathered (
                person_id text, exposure_value text, is_met boolean, null_reason text, match_weight double,
                measure_name text default 'returned_6m', value_number decimal(14, 2)
            )
        """)
        columns = "(person_id, exposure_value, is_met, null_reason, match_weight)"
        con.executemany(f"insert into int_q7_outcomes__gathered {columns} values (?, ?, ?, ?, ?)", members)
        con.execute(_CELLS)
        keys = [(record, of[side == "true"]) for record, of in KEYS.items()]
        con.execute("create temp table keys (record_id text, person_id text)")
        con.executemany("insert into keys values (?, ?)", keys)
        con.execute(f"copy keys to '{places.person_keys}' (format parquet)")
    return places


# As `measure_cells` counts, for yes and no and everyone.
_CELLS = """
    create table fct_q7_cells as
    with answers as (
        select measure_name, exposure, coalesce(null_reason, if(is_met, 'yes', 'no')) as given, match_weight
        from (
            select *, exposure_value as exposure from int_q7_outcomes__gathered
            union all select *, 'all' from int_q7_outcomes__gathered
        )
    ),
    tree as (
        from (values ('all', ['yes', 'no', 'not_observed']), ('known', ['yes', 'no']), ('yes', ['yes'])) as t (answer, parts)
    )
    select measure_name, 'share' as measure_kind, exposure as exposure_value, 'all' as subgroup_name, answer,
        count(*) filter (list_contains(parts, given)) as people_count, null::decimal(38, 2) as value_sum,
        coalesce(sum(match_weight) filter (list_contains(parts, given)), 0)::decimal(38, 6) as matched_weight,
        null::decimal(38, 8) as matched_value_sum
    from answers cross join tree group by measure_name, exposure, answer
"""
