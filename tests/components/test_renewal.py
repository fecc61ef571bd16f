"""A warehouse renewed in part holds what one built whole would; what cannot be renewed is refused with its reason."""

import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.components.changed_people import BuildWhole, Level, cut_out, find_changes, lay_ties, touch
from orchestration.components.dbt_commands import run_dbt, target_of
from orchestration.components.link_levels import build_levels
from orchestration.components.model_reach import Ids
from orchestration.components.renewal import remember, renew
from orchestration.places import Places
from tests.turns import parsed_once

BALANCED = Level("balanced", "main", "person_id")
IDS = {
    "visits": Ids(("person_record_id",), ("household_key",), ("clinic_key",)),
    "clinics": Ids((), (), ("clinic_key",)),
    "days": Ids(),
    "person_keys": Ids(("record_id",)),
}


@pytest.fixture
def folders(tmp_path):
    """A home before and now. Ann and Bob share a household, Cyd a clinic with them; Dan nothing."""
    before, now = tmp_path / "before", tmp_path / "now"
    for folder in (before, now):
        visits = [("ann", "oak", "north"), ("bob", "oak", "north"), ("cyd", "elm", "north"), ("dan", "ash", "south")]
        write(folder / "in_force" / "visits.parquet", ("person_record_id", "household_key", "clinic_key"), visits)
        write(folder / "in_force" / "clinics.parquet", ("clinic_key", "kind"), [("north", "day"), ("south", "day")])
        write(folder / "in_force" / "days.parquet", ("last_day",), [("2026-10-31",)])
        keys = [(f"{name}", f"p_{name}") for name in ("ann", "bob", "cyd", "dan")]
        write(folder / "keys" / "person_keys.parquet", ("record_id", "person_id"), keys)
    return before, now


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"create table t ({', '.join(f'{name} varchar' for name in columns)})")
        con.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
        con.execute(f"copy t to '{path}' (format parquet)")


def touched(before: Path, now: Path) -> set[str]:
    """The people whose rows may differ."""
    with duckdb.connect() as con:
        find_changes(con, before, now, IDS)
        lay_ties(con, now, IDS)
        touch(con, before, now, BALANCED)
        cut_out(con, now, now / "part", IDS)
        cut = con.execute(f"select person_record_id from '{now}/part/in_force/visits.parquet'").fetchall()
        people = con.execute("select id from changed.touched where id like 'p!_%' escape '!'").fetchall()
    found = {person for (person,) in people}
    assert {f"p_{record}" for (record,) in cut} <= found
    return found


def test_a_row_that_changed_touches_who_is_tied_to_it_and_nobody_at_the_same_clinic(folders, monkeypatch):
    monkeypatch.setattr("orchestration.components.changed_people.MOST", 0.5)
    before, now = folders
    visits = [("ann", "oak", "south"), ("bob", "oak", "north"), ("cyd", "elm", "north"), ("dan", "ash", "south")]
    write(now / "in_force" / "visits.parquet", ("person_record_id", "household_key", "clinic_key"), visits)
    assert touched(before, now) == {"p_ann", "p_bob"}


def test_a_record_that_goes_to_another_person_touches_both(folders, monkeypatch):
    monkeypatch.setattr("orchestration.components.changed_people.MOST", 1.0)
    before, now = folders
    keys = [("ann", "p_ann"), ("bob", "p_bob"), ("cyd", "p_dan"), ("dan", "p_dan")]
    write(now / "keys" / "person_keys.parquet", ("record_id", "person_id"), keys)
    assert touched(before, now) == {"p_cyd", "p_dan"}


def test_a_clinic_that_changed_touches_who_went_there(folders, monkeypatch):
    monkeypatch.setattr("orchestration.components.changed_people.MOST", 1.0)
    before, now = folders
    write(now / "in_force" / "clinics.parquet", ("clinic_key", "kind"), [("north", "night"), ("south", "day")])
    assert touched(before, now) == {"p_ann", "p_bob", "p_cyd"}


def test_rows_in_another_order_or_of_another_delivery_are_no_change(folders):
    before, now = folders
    with duckdb.connect() as con:
        for folder, delivery, order in ((before, "first", "asc"), (now, "second", "desc")):
            file = folder / "in_force" / "visits.parquet"
            con.execute(f"create or replace table t as select *, '{delivery}' as delivery_id from '{file}' order by 1 {order}")
            con.execute(f"copy t to '{file}' (format parquet)")
        assert find_changes(con, before, now, IDS) == set()


def test_too_many_people_are_built_whole(folders):
    before, now = folders
    write(now / "in_force" / "visits.parquet", ("person_record_id", "household_key", "clinic_key"), [("dan", "ash", "south")])
    with pytest.raises(BuildWhole, match="rows of 3 of 4 people changed"):
        touched(before, now)


def test_rows_that_name_nobody_and_other_columns_are_built_whole(folders):
    before, now = folders
    nobody = [("ann", "oak", "north"), (None, None, "north")]
    write(now / "in_force" / "visits.parquet", ("person_record_id", "household_key", "clinic_key"), nobody)
    with pytest.raises(BuildWhole, match="rows of visits changed that name nobody"):
        touched(before, now)
    write(now / "in_force" / "visits.parquet", ("person_record_id", "clinic_key"), [("ann", "north")])
    with pytest.raises(BuildWhole, match="visits has other columns"):
        touched(before, now)


def test_a_table_that_came_is_built_whole_unless_no_model_can_read_it(folders):
    before, now = folders
    write(now / "in_force" / "of_a_retired_contract.parquet", ("person_record_id",), [("ann",)])
    assert touched(before, now) == set()
    (before / "in_force" / "clinics.parquet").unlink()
    with pytest.raises(BuildWhole, match="other tables in force"):
        touched(before, now)


def test_a_day_that_a_feed_speaks_for_is_every_familys(nightly_home, tmp_path):
    home = _copied(nightly_home, tmp_path / "home")
    with duckdb.connect() as con:
        file = home / "in_force" / "feed_coverage.parquet"
        con.execute(f"create table t as select * replace (last_covered_date + 1 as last_covered_date) from '{file}'")
        _write(con, file)
    assert renew(Places(home)) == {
        "whole": "int_source_coverage__measured, int_spine_months__judged changed, and with it every family's rows"
    }


def test_a_warehouse_renewed_twice_is_the_one_that_is_built_whole(nightly_home, tmp_path):
    """After a night of much news, and one of a single wage, with whose worker few are touched, and of a delivery refused."""
    home, whole = _copied(nightly_home, tmp_path / "renewed"), tmp_path / "whole"
    for news in ((_disturb,), (_raise_a_wage, _refuse_a_delivery)):
        for change in news:
            change(home)
        said = renew(places := Places(home))
        assert "whole" not in said, said
        assert {result["status"] for result in said["results"]} <= {"success", "pass", "warn"}
        remember(places)
    for folder in ("in_force", "keys"):
        shutil.copytree(home / folder, whole / folder)
    with parsed_once(whole) as path:
        build_levels(places := Places(path))
        run_dbt(places, "run", "--target-path", str(target_of(places)))
    assert _differences(tmp_path / "renewed", whole) == {}


def test_a_renewal_that_fails_leaves_no_value_of_a_row(nightly_home, tmp_path):
    home = _copied(nightly_home, tmp_path / "home")
    _raise_a_wage(home, to=3987654321)
    assert renew(Places(home)) == {"whole": "the strict level was not whole when it was renewed"}
    written = [path for path in (home / "warehouse" / "target").rglob("*") if path.is_file()]
    assert [path for path in written if b"Conversion Error" in path.read_bytes()]
    assert not [path for path in written if b"3987654321" in path.read_bytes()]


def _copied(home: Path, copy: Path) -> Path:
    for folder in ("in_force", "keys", "warehouse"):
        shutil.copytree(home / folder, copy / folder)
    with parsed_once(copy) as path:
        return path


def _refuse_a_delivery(home: Path) -> None:
    with duckdb.connect() as con:
        file = home / "in_force" / "feed_coverage.parquet"
        con.execute(f"create table t as select * replace (rejected_count + 1 as rejected_count) from '{file}'")
        _write(con, file)


def _raise_a_wage(home: Path, to: int = 4321) -> None:
    with duckdb.connect() as con:
        file = home / "in_force" / "labor__ui_wages.parquet"
        con.execute(
            f"create table t as select * replace (case when row_number() over (order by person_record_id, all_columns) = 1 "
            f"then {to} else WAGE end as WAGE) from (select *, hash(w) as all_columns from '{file}' as w)"
        )
        con.execute("alter table t drop column all_columns")
        _write(con, file)


def _disturb(home: Path, seed: int = 1) -> None:
    """Of every table that names people some rows go, and some come again as rows of other records; some records change hands,
    and some ids end."""
    with duckdb.connect() as con:
        for file in sorted((home / "in_force").glob("*.parquet")):
            columns = [name for name, *_ in con.execute(f"describe from '{file}'").fetchall()]
            if any(name.endswith("record_id") for name in columns):
                chance = f"hash({', '.join(_quoted(columns))}, {seed}) % 1000"
                con.execute(f"create or replace table t as from '{file}' where {chance} >= 2")
                for name in (name for name in columns if name.endswith(("record_id", "_key"))):
                    others = f"case when {chance} < 4 then md5({_quoted([name])[0]} || '{seed}') else {_quoted([name])[0]} end"
                    con.execute(f"create or replace table t as select * replace ({others} as {_quoted([name])[0]}) from t")
                _write(con, file)
        keys = home / "keys" / "person_keys.parquet"
        con.execute(
            f"create or replace table t as select record_id, person_id, strict_id, lenient_id, link_band from '{keys}'; "
            f"create or replace table n as select *, row_number() over (order by hash(record_id, {seed})) as place from t"
        )
        con.execute(  # every five-hundredth record goes to the person of the next in a drawn order
            "create or replace table t as select n.record_id, coalesce(other.person_id, n.person_id) as person_id, "
            "coalesce(other.strict_id, n.strict_id) as strict_id, coalesce(other.lenient_id, n.lenient_id) as lenient_id, "
            "n.link_band from n left join n as other on other.place = n.place + 1 and n.place % 500 = 0"
        )
        _write(con, keys)
        con.execute(  # ids that twelve people had before; of three of them no record is left
            f"create or replace table t as select md5(person_id || '{seed}') as former_person_id, "
            "case when place % 4 > 0 then person_id end as person_id, date '2026-11-02' as ended_date "
            f"from (select person_id, row_number() over (order by hash(person_id, {seed})) as place "
            f"from '{keys}' group by person_id) where place <= 12"
        )
        _write(con, home / "keys" / "person_redirects.parquet")


def _write(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    con.execute(f"copy t to '{file}.new' (format parquet)")
    Path(f"{file}.new").replace(file)


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _differences(one: Path, other: Path) -> dict[str, int]:
    """By table of any link level, how many rows stand in one warehouse alone; by name where a table does."""
    found: dict[str, int] = {}
    with duckdb.connect() as con:
        for name, home in (("one", one), ("other", other)):
            con.execute(f"attach '{home}/warehouse/warehouse.duckdb' as {name} (read_only)")
        listed = con.execute("select schema_name || '.' || table_name, count(*) from duckdb_tables() group by 1").fetchall()
        for table, count in listed:
            if count != 2:
                found[table] = -1
                continue
            here, there = f"from one.{table}", f"from other.{table}"
            both_ways = f"({here} except all {there}) union all ({there} except all {here})"
            if rows := con.execute(f"select count(*) from ({both_ways})").fetchall()[0][0]:
                found[table] = rows
    return found
