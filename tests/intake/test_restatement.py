"""What a delivery changes in force is counted before it is accepted; and persons follow what is in force."""

import json
from dataclasses import replace

from orchestration.intake import persons_in_force, receipts
from orchestration.linkage.nodes import Mention, build_nodes, nodes_path
from tests.intake.conftest import HOMES, ROLL, SECRET, contract_of, homes, roll, roll_row
from tests.intake.zips import zipped


def keyed(contract=ROLL):
    """The roll with its pupils as primary key."""
    columns = tuple(replace(c, primary_key=c.name == "PUPIL") for c in contract.tables[0].columns)
    return replace(contract, tables=(replace(contract.tables[0], columns=columns),))


def row(pupil: int, seen: str = "08/2026", days: int = 20, first: str = SECRET) -> str:
    month, year = seen.split("/")
    return roll_row(f"{pupil:04d}", first, seen=f"{month}/05/{year}", days=str(days))


def changes(receipt, table="school__roll"):
    counts = receipt.restates["tables"][table]
    return {name: counts[name] for name in ("added", "changed", "removed", "unchanged", "periods")}


def test_first_delivery_of_a_period_restates_nothing(county):
    assert county.deliver(ROLL, "roll_2026-08.txt", roll(row(1))).restates is None
    assert county.deliver(ROLL, "roll_2026-09.txt", roll(row(1, "09/2026"))).restates is None


def test_restatement_of_a_period_tells_keys_added_changed_and_removed(county):
    contract = keyed()
    county.deliver(contract, "roll_2026-08.txt", roll(row(1), row(2), row(3), row(4)))
    county.deliver(contract, "roll_2026-09.txt", roll(row(9, "09/2026")))
    receipt = county.deliver(contract, "roll_2026-08_r1.txt", roll(row(1), row(2, days=3), row(3, days=4), row(5)))
    assert changes(receipt) == {"added": 1, "changed": 2, "removed": 1, "unchanged": 1, "periods": ["2026-08"]}
    counts = receipt.restates["tables"]["school__roll"]
    assert (counts["keyed_by"], counts["rows_before"], counts["rows_after"]) == (["PUPIL"], 4, 4)
    first = next(r for r in county.receipts(contract) if r.file_name == "roll_2026-08.txt")
    assert receipt.restates["deliveries"] == [first.delivery_id]


def test_table_without_a_key_is_compared_by_whole_rows_however_often_each_stands_there(county):
    table = replace(ROLL.tables[0], rules=())
    plain = replace(ROLL, tables=(table,))
    county.deliver(plain, "roll_2026-08.txt", roll(row(1), row(1), row(2), row(3)))
    receipt = county.deliver(plain, "roll_2026-08_r1.txt", roll(row(1), row(2, days=3), row(3), row(3)))
    assert changes(receipt) == {"added": 2, "changed": 0, "removed": 2, "unchanged": 2, "periods": ["2026-08"]}
    assert receipt.restates["tables"]["school__roll"]["keyed_by"] == []


def test_snapshot_is_compared_with_the_one_before_table_by_table(county):
    county.deliver(HOMES, "homes_2026-08.zip", homes(3, 2))
    receipt = county.deliver(HOMES, "homes_2026-09.zip", homes(4, 1))
    assert changes(receipt, "coc__homes__client")["added"] == 1
    assert changes(receipt, "coc__homes__stay")["removed"] == 1
    late = county.deliver(HOMES, "homes_2026-08_r1.zip", homes(5, 3))  # an older state: it never comes into force
    assert late.verdict == "accepted" and late.restates is None


def test_upsert_changes_its_own_keys_and_removes_none(county):
    contract = keyed(replace(ROLL, delivery=replace(ROLL.delivery, mode="upsert")))
    assert county.deliver(contract, "roll_2026-08.txt", roll(row(1), row(2))).restates is None
    receipt = county.deliver(contract, "roll_2026-09.txt", roll(row(2, "09/2026", days=5), row(3, "09/2026")))
    assert changes(receipt) == {
        "added": 1, "changed": 1, "removed": 0, "unchanged": 1, "periods": ["2026-08", "2026-09"],
    }  # fmt: skip


def test_month_of_a_history_delivered_on_its_own_restates_that_month_only(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "06/2026"), row(2, "07/2026"), row(3, "07/2026")))
    receipt = county.deliver(ROLL, "roll_2026-07.txt", roll(row(2, "07/2026"), row(4, "07/2026")))
    assert changes(receipt) == {"added": 1, "changed": 0, "removed": 1, "unchanged": 2, "periods": ["2026-07"]}


def test_history_loaded_again_tells_every_period_it_touches(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "05/2026"), row(2, "06/2026"), row(3, "07/2026")))
    county.deliver(ROLL, "roll_2026-06.txt", roll(row(7, "06/2026")))
    receipt = county.deliver(ROLL, "roll_to_2026-07_r1.txt", roll(row(1, "05/2026", 1), row(2, "06/2026", 1), row(3, "07/2026")))
    assert changes(receipt)["periods"] == ["2026-05"]  # June has been delivered on its own since


def test_rejected_restatement_changes_nothing_and_tells_nothing(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1)))
    receipt = county.deliver(ROLL, "roll_2026-08_r1.txt", roll(row(1, "09/2026"), row(2, "09/2026")))
    assert (receipt.verdict, receipt.restates) == ("rejected", None)


def test_correction_of_a_name_is_counted_although_no_row_in_force_shows_it(county):
    contract = keyed()
    county.deliver(contract, "roll_2026-08.txt", roll(row(1), row(2), row(3)))
    receipt = county.deliver(contract, "roll_2026-08_r1.txt", roll(row(1), row(2, first="OTHERZZ"), row(3)))
    assert changes(receipt)["unchanged"] == 3
    assert receipt.restates["persons_changed"] == 1


def test_receipt_of_a_restatement_holds_no_key_and_no_value(county):
    contract = keyed()
    county.deliver(contract, "roll_2026-08.txt", roll(row(4711), row(2)))
    county.deliver(contract, "roll_2026-08_r1.txt", roll(row(4711, first="OTHERZZ", days=3), row(2)))
    said = b"".join(path.read_bytes() for path in county.places.receipts.rglob("*.json"))
    assert not [word for word in (SECRET.encode(), b"OTHERZZ", b"4711") if word in said]


def test_receipt_written_before_restatements_were_told_is_still_read(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(row(1)))
    (path,) = (county.places.receipts / "school__roll").iterdir()
    older = {name: value for name, value in json.loads(path.read_text()).items() if name != "restates"}
    path.write_text(json.dumps(older))
    assert receipts(county.places, "school__roll")[0].restates is None


def linked(county, contract=ROLL) -> set[str]:
    """First names of the nodes that linkage makes of the persons in force."""
    mentions = [
        Mention(contract.feed, persons.period, persons.path, persons.known_in, persons.speaks)
        for persons in persons_in_force(contract, county.places)
    ]
    build_nodes([contract], mentions, county.vault, county.places)
    nodes = f"select first_std from {county.vault.scan(nodes_path(county.places))}"
    return {name for (name,) in county.vault.connect().execute(nodes).fetchall()}


def records(county) -> set[str]:
    """Record ids of the nodes, and of the rows in force."""
    con = county.vault.connect()
    nodes = con.execute(f"select distinct record_id from {county.vault.scan(nodes_path(county.places))}").fetchall()
    return {record for (record,) in nodes}


def test_persons_of_a_historys_month_that_was_restated_on_its_own_are_left_out(county):
    history = roll(row(1, "06/2026", first="ADA"), row(2, "07/2026", first="BEA"), row(3, "07/2026", first="CLEO"))
    county.deliver(ROLL, "roll_to_2026-07.txt", history)
    assert linked(county) == {"ADA", "BEA", "CLEO"}
    county.deliver(ROLL, "roll_2026-07.txt", roll(row(2, "07/2026", first="BEATA")))
    assert linked(county) == {"ADA", "BEATA"}
    assert records(county) == {r for (r,) in county.in_force("school__roll", "person_record_id")}


def test_person_said_in_a_superseded_month_and_in_one_that_counts_stays(county):
    contract = replace(ROLL, tables=(replace(ROLL.tables[0], rules=()),))
    history = roll(row(1, "06/2026", first="ADA"), row(1, "07/2026", first="ADA"), row(2, "06/2026", first="BEA"))
    county.deliver(contract, "roll_to_2026-07.txt", history)
    county.deliver(contract, "roll_2026-06.txt", roll(row(9, "06/2026", first="IDA")))
    assert linked(county, contract) == {"ADA", "IDA"}
    assert records(county) == {r for (r,) in county.in_force("school__roll", "person_record_id")}


def test_later_history_takes_the_place_of_an_earlier_ones_persons(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "05/2026", first="ADA"), row(2, "07/2026", first="BEA")))
    county.deliver(ROLL, "roll_to_2026-06.txt", roll(row(1, "05/2026", first="ADINA")))
    assert linked(county) == {"ADINA", "BEA"}


def test_history_settled_before_its_periods_were_kept_is_cut_by_the_first_period_of_each_person(county):
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(row(1, "06/2026", first="ADA"), row(2, "07/2026", first="BEA")))
    (path,) = county.places.vault.glob("deliveries/school__roll/*/persons.parquet")
    with county.vault.session() as con:
        con.execute(f"create temp table older as select * exclude (spoken) from {county.vault.scan(path)}")
        county.vault.write(con, "from older", path)
    county.deliver(ROLL, "roll_2026-07.txt", roll(row(3, "07/2026", first="CLEO")))
    assert linked(county) == {"ADA", "CLEO"}


def test_contract_that_gained_a_column_compares_the_older_rows_as_nulls(county):
    table = keyed().tables[0]
    older = contract_of(ROLL.feed, ROLL.delivery, (replace(table, columns=table.columns[:-1]),), "0.9.0")
    county.deliver(older, "roll_2026-08.txt", roll("1\tA\t\t\t08/03/2026", header="PUPIL\tFIRST\tBORN\tSEX\tSEEN"))
    receipt = county.deliver(keyed(), "roll_2026-08_r1.txt", roll("1\tA\t\t\t08/03/2026\t", "2\tB\t\t\t08/03/2026\t4"))
    assert changes(receipt) == {"added": 1, "changed": 0, "removed": 0, "unchanged": 1, "periods": ["2026-08"]}


def test_zip_whose_members_swap_rows_tells_each_table_apart(county):
    county.deliver(HOMES, "homes_2026-08.zip", zipped(Client="ID,FIRST\n1,A\n2,B\n", Stay="ID,IN\n1,2026-08-01\n"))
    receipt = county.deliver(HOMES, "homes_2026-08_r1.zip", zipped(Client="ID,FIRST\n1,A\n2,B\n", Stay="ID,IN\n2,2026-08-01\n"))
    assert changes(receipt, "coc__homes__client")["unchanged"] == 2
    stays = changes(receipt, "coc__homes__stay")
    assert (stays["added"], stays["removed"], stays["periods"]) == (1, 1, ["2026-08"])
