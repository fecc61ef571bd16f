"""Rows of a real PostgreSQL view: a delivery per period, and none while they are the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from data_contracts import Contract, Member, Period, Server
from orchestration.intake import NotFetched, fetch
from tests.intake.conftest import SECRET
from tests.ways_in.conftest import contract

COLUMNS = """"VisitID" text, "PatientID" text, "GuardianID" text, "FirstName" text, "GuardianName" text, "BirthDate" date,
    "Sex" char(1), "VisitDate" date, "WeightGrams" int, "Unasked" text"""
SECRETS = {"TWOGEN_SECRET_CLINIC__VIEW": "county's word"}


@pytest.fixture
def view(postgres) -> Contract:
    """The contract of a view of two visits in August; the database is laid anew."""
    postgres.run(
        "drop schema if exists extracts cascade",
        "create schema extracts",
        f"create table extracts.visits ({COLUMNS})",
        "create view extracts.visits_for_the_county as select * from extracts.visits",
        "grant usage on schema extracts to county",
        "grant select on extracts.visits_for_the_county to county",
    )
    add(postgres, 2, 1)
    server = Server("postgres", "127.0.0.1", postgres.port, "county", "extracts", "clinic")
    return contract("clinic__view", server)


def add(postgres, *numbers: int, month: int = 8) -> None:
    for n in numbers:
        postgres.run(
            f"insert into extracts.visits values ('V{month}{n}', '00{n}', null, '{SECRET}', 'Doe, \"{SECRET}\"\nor so', "
            f"'2016-02-29', '1', '2026-{month:02d}-0{n}', 20000, 'nobody asks')"
        )


def snapshot(view: Contract) -> Contract:
    return replace(view, delivery=replace(view.delivery, mode="snapshot", period=Period("month")))


def night(county, contract: Contract):
    return county.delivered(contract, SECRETS)[0]


def test_rows_become_a_delivery_of_each_month_and_are_in_force(county, postgres, view):
    add(postgres, 3, month=9)
    done = night(county, view)
    assert [(receipt.period, receipt.verdict) for receipt in done.new] == [("2026-08", "accepted"), ("2026-09", "accepted")]
    assert [receipt.file_name for receipt in done.new] == ["extracts 2026-08", "extracts 2026-09"]
    assert [row[0] for row in county.in_force("clinic__view", "WeightGrams")] == [20000] * 3
    assert SECRET.encode() not in county.bytes_outside() and not county.places.landing.exists()
    sealed = sorted(county.places.vault.rglob("received.sealed"))[0]
    assert county.vault.unseal(sealed).decode() == (
        "VisitID,PatientID,GuardianID,FirstName,GuardianName,BirthDate,Sex,VisitDate,WeightGrams\n"
        f'V81,001,,{SECRET},"Doe, ""{SECRET}""\nor so",2016-02-29,1,2026-08-01,20000\n'
        f'V82,002,,{SECRET},"Doe, ""{SECRET}""\nor so",2016-02-29,1,2026-08-02,20000\n'
    )


def test_unchanged_view_is_no_new_delivery_in_whatever_order_its_rows_stand(county, postgres, view):
    night(county, view)
    postgres.run("update extracts.visits set \"Unasked\" = 'other' where \"VisitID\" = 'V81'", "cluster", "vacuum full")
    assert night(county, view).new == ()
    assert list((county.places.vault / "tmp").glob("*.sealed")) == []


def test_changed_row_is_a_restatement_of_its_month_only(county, postgres, view):
    add(postgres, 3, month=9)
    night(county, view)
    postgres.run('update extracts.visits set "WeightGrams" = 30000 where "VisitID" = \'V82\'')
    done = night(county, view)
    assert [receipt.period for receipt in done.new] == ["2026-08"]
    assert sorted(county.in_force("clinic__view", "WeightGrams")) == [(20000,), (20000,), (30000,)]


def test_rows_of_no_month_come_with_the_newest_and_are_judged_there(county, postgres, view):
    add(postgres, 3, month=9)
    postgres.run("insert into extracts.visits (\"VisitID\", \"PatientID\") values ('V99', '009')")
    done = night(county, view)
    assert [receipt.tables["clinic__view"]["rows"] for receipt in done.new] == [2, 2]
    assert "VisitDate.required" in {rule["id"] for rule in done.new[1].rules if rule["broken"]}


def test_snapshot_is_one_delivery_per_month_of_fetching(county, postgres, view):
    assert [receipt.period for receipt in night(county, snapshot(view)).new] == ["2026-11"]
    assert night(county, snapshot(view)).new == ()
    county.clock += timedelta(days=10)
    done = night(county, snapshot(view))
    assert [receipt.period for receipt in done.new] == ["2026-12"] and done.in_force["clinic__view"].rows == 2


def test_several_tables_are_one_delivery_of_one_moment(county, postgres, view):
    (table,) = view.tables
    members = [Member("delimited", f"{name}.csv", ",", '"', header=True) for name in ("visits", "patients")]
    patients = replace(
        table, name="clinic__view__patients", object_name="patients", member=members[1], physical_name="visits",
        columns=tuple(c for c in table.columns if c.name in ("PatientID", "FirstName")), persons=(), ties=(), rules=(),
    )  # fmt: skip
    postgres.run("grant select on extracts.visits to county")
    both = replace(snapshot(view), tables=(replace(table, member=members[0]), patients))
    both = replace(both, delivery=replace(both.delivery, container="zip"))
    (receipt,) = night(county, both).new
    assert {name: counts["rows"] for name, counts in receipt.tables.items()} == {"clinic__view": 2, "clinic__view__patients": 2}
    assert night(county, both).new == ()


def test_column_that_is_gone_is_named_and_nothing_is_taken(county, postgres, view):
    night(county, view)
    postgres.run('alter view extracts.visits_for_the_county rename column "FirstName" to first_name')
    done = night(county, view)
    assert done.new == () and done.in_force["clinic__view"].rows == 2
    assert "rule file.columns: 1 column missing in visits_for_the_county (FirstName)" in done.not_fetched


def test_wrong_password_is_refused_and_not_repeated(county, postgres, view):
    with pytest.raises(NotFetched, match=r"the postgres server 127.0.0.1 could not be read \(OperationalError\)") as told:
        fetch(view, county.places, county.vault, {"TWOGEN_SECRET_CLINIC__VIEW": "hunter2"}, county.clock)
    assert "hunter2" not in str(told.value) and told.value.__cause__ is None and told.value.__context__ is None


def test_missing_password_is_told_with_its_variable(county, view):
    with pytest.raises(NotFetched, match=r"variable TWOGEN_SECRET_CLINIC__VIEW is not set.*Fix: set .* the password of county"):
        fetch(view, county.places, county.vault, {}, county.clock)


def test_nothing_can_be_written_through_the_connection(view):
    from orchestration.intake import database

    with database.connected(view, SECRETS) as rows, pytest.raises(Exception, match="read-only"):
        rows._con.execute("create temp table t (a int); insert into t values (1); create table extracts.t (a int)")
