"""What a judged delivery leaves: quarantine, raw rows without identifiers, persons, a receipt; and nothing else."""

import json
import os
from dataclasses import replace
from datetime import date

import pytest

from data_contracts import Column, Issuer, Person, RuleResult
from data_contracts.verdicts import Judgement
from orchestration.intake import Receipt, land, parse, receipts, record_id, rules_for, settle, settling
from orchestration.vault import VaultError
from tests.intake.conftest import HOMES, NOW, ROLL, SECRET, WAGES, homes, roll, roll_row, wage_row
from tests.intake.zips import zipped


def persons(county, feed):
    (path,) = county.places.vault.glob(f"deliveries/{feed}/*/persons.parquet")
    return county.vault.connect().execute(f"from {county.vault.scan(path)}").fetchall()


def quarantined(county, table):
    (path,) = county.places.vault.glob(f"deliveries/*/*/quarantine/{table}.parquet")
    return county.vault.connect().execute(f"select row_number, rules from {county.vault.scan(path)}").fetchall()


def hashed(county, system, kind, value):
    return county.vault.connect().execute("select keyed_hash($1, $2, $3)", [system, kind, value]).fetchall()[0][0]


def test_rows_that_break_critical_rules_are_quarantined_with_their_rules_and_the_rest_flows(county):
    rows = [roll_row(f"{n:04d}") for n in range(20)]
    rows += [roll_row(""), roll_row("0003", "SECOND"), roll_row("0100", seen="")]
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll(*rows, *[roll_row(f"9{n:03d}") for n in range(40)]))
    assert receipt.verdict == "accepted_with_errors"
    assert receipt.tables == {"school__roll": {"rows": 63, "quarantined": 4, "accepted": 59}}
    assert quarantined(county, "school__roll") == [
        (4, ["PUPIL.unique"]), (21, ["PUPIL.required"]), (22, ["PUPIL.unique"]), (23, ["row.period"]),
    ]  # fmt: skip
    assert not {4, 21, 22, 23} & {number for (number,) in county.in_force("school__roll", "row_number")}
    assert (
        "4 rows of 63 quarantined. Rule PUPIL.unique: 2 of 63 rows. PUPIL is there twice. Fix: Send each once." in receipt.message
    )


def test_rows_of_another_period_beyond_tolerance_reject(county):
    rows = [roll_row(f"{n:04d}", seen="08/03/2026" if n < 97 else "09/01/2026") for n in range(100)]
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll(*rows))
    (entry,) = [rule for rule in receipt.rules if rule["broken"]]
    assert (receipt.verdict, entry["id"], entry["broken"], entry["rejects"]) == ("rejected", "row.period", 3, True)
    assert "more than the 2.0% tolerated" in receipt.message and "for month 2026-08" in receipt.message
    assert receipt.tables["school__roll"] == {"rows": 100, "quarantined": 3, "accepted": 0}
    assert list(county.places.raw.rglob("*")) == [] and not list(county.places.vault.rglob("persons.parquet"))


def test_rows_after_a_historys_last_period_are_wrong_and_earlier_ones_are_not(county):
    rows = [roll_row(f"{n:04d}", seen=f"0{1 + n % 7}/03/2026") for n in range(99)]
    county.deliver(ROLL, "roll_to_2026-07.txt", roll(*rows, roll_row("0100", seen="08/01/2026")))
    assert quarantined(county, "school__roll") == [(100, ["row.period"])]


def test_history_is_not_judged_by_rules_that_compare_with_earlier_months(county):
    table = ROLL.tables[0]
    baseline = replace(table.rules[0], id="rows.as_before", kind="history")
    contract = replace(ROLL, tables=(replace(table, rules=(*table.rules, baseline)),))
    county.drop(contract, "roll_to_2026-07.txt", roll(roll_row(seen="07/01/2026")))
    county.drop(contract, "roll_2026-08.txt", roll(roll_row()))
    history, month = land(contract, county.places, county.vault, county.clock)
    assert [rule.id for rule in rules_for(contract, history)["school__roll"]] == ["PUPIL.required", "PUPIL.unique", "row.period"]
    assert "rows.as_before" in [rule.id for rule in rules_for(contract, month)["school__roll"]]


def test_raw_rows_hold_keys_and_coarse_columns_and_no_identifier(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("0042")))
    (row,) = county.in_force("school__roll")
    key = hashed(county, "school", "pupil", "0042")
    (delivery_id,) = [r.delivery_id for r in county.receipts(ROLL)]
    assert row == (key, delivery_id, 1, key, date(2016, 2, 1), "2", date(2026, 8, 3), 20)


def test_persons_hold_each_distinct_set_of_identifiers_once_with_sex_by_its_label(county):
    rows = ["1\tANA\t02/29/2016\t2\t08/03/2026\t1", "2\tBEN\t\t9\t08/04/2026\t1", "3\t\t13/13/2013\t1\t08/04/2026\t1"]
    contract = replace(ROLL, tables=(replace(ROLL.tables[0], rules=()),))
    county.deliver(contract, "roll_2026-08.txt", roll(*rows, rows[0], rows[0].replace("ANA", "ANNA")))
    key = {pupil: hashed(county, "school", "pupil", pupil) for pupil in "123"}
    assert persons(county, "school__roll") == [
        (key["1"], "school__roll", "person", 1, "2026-08", "ANA", date(2016, 2, 29), "female", None),
        (key["2"], "school__roll", "person", 2, "2026-08", "BEN", None, None, None),
        (key["3"], "school__roll", "person", 3, "2026-08", None, None, "male", 2013),
        (key["1"], "school__roll", "person", 5, "2026-08", "ANNA", date(2016, 2, 29), "female", None),
    ]  # fmt: skip


def test_persons_of_quarantined_rows_are_left_out(county):
    county.deliver(
        ROLL, "roll_2026-08.txt", roll(*[roll_row(str(n), "KEPT") for n in (1, 3, 4)], roll_row("2", "X"), roll_row("2", "Y"))
    )
    assert [row[5] for row in persons(county, "school__roll")] == ["KEPT"] * 3


def test_record_id_of_a_number_and_a_name_takes_the_name_standardised(county):
    rows = [wage_row("999701234", name) for name in ("MUÑOZ-DÍAZ", "Munoz Diaz", "MUNOZ")]
    county.deliver(WAGES, "pay_2026q2.txt", "\n".join(rows).encode("cp1252"))
    ids = [row[0] for row in county.in_force("labor__pay")]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0] == hashed(county, "labor", "worker", "999701234|MUNOZDIAZ")


def test_record_id_is_null_when_every_id_column_is_empty(county):
    county.deliver(WAGES, "pay_2026q2.txt", f"{wage_row('', '')}\n{wage_row('')}\n{wage_row()}\n".encode())
    contract = replace(WAGES, tables=(replace(WAGES.tables[0], rules=()),))
    (path,) = county.places.vault.rglob("rows/labor__pay.parquet")
    sql = record_id(contract.tables[0], contract.tables[0].persons[0])
    ids = county.vault.connect().execute(f"select {sql} from {county.vault.scan(path)}").fetchall()
    assert [one is None for (one,) in ids] == [True, False, False]


def test_role_that_shares_its_number_is_nobody_when_no_identifier_of_it_is_given(county):
    """A father left off a birth certificate is no person; his child on the same certificate is."""
    columns = (
        Column("FILE", "string", "key", issuer=Issuer("h", "certificate")), Column("CHILD", "string", "identifier"),
        Column("DAD", "string", "identifier"), Column("SEEN", "date", "plain"),
    )  # fmt: skip
    people = (
        Person("child", Issuer("h", "child"), ("FILE",), {"first_name": "CHILD"}),
        Person("father", Issuer("h", "father"), ("FILE",), {"first_name": "DAD"}),
    )
    table = replace(ROLL.tables[0], columns=columns, persons=people, rules=())
    contract = replace(ROLL, tables=(table,))
    content = roll("1\tA\tB\t2026-08-01", "2\tC\t\t2026-08-01", "3\t\t\t2026-08-01", header="FILE\tCHILD\tDAD\tSEEN")
    county.deliver(contract, "roll_2026-08.txt", content)
    ids = county.in_force("school__roll", "child_record_id, father_record_id")
    assert [(child is None, father is None) for child, father in ids] == [(False, False), (False, True), (True, True)]
    assert ids[0][0] == hashed(county, "h", "child", "1") != ids[0][1]
    assert [(row[1], row[2], row[3]) for row in persons(county, "school__roll")] == [
        ("school__roll", "child", 1), ("school__roll", "child", 2), ("school__roll", "father", 1),
    ]  # fmt: skip


def test_person_whose_identifiers_stand_in_another_table_has_the_same_record_id_there(county):
    county.deliver(HOMES, "homes_2026-08.zip", homes(3, 2))
    clients = dict(county.in_force("coc__homes__client", "row_number, person_record_id"))
    stays = dict(county.in_force("coc__homes__stay", "row_number, person_record_id"))
    assert stays == {1: clients[1], 2: clients[2]}
    assert {row[1] for row in persons(county, "coc__homes")} == {"coc__homes__client"}


def test_rule_across_tables_of_a_delivery_quarantines_what_it_was_judged_by(county):
    packed = zipped(Client="ID,FIRST\n1,A\n", Stay="ID,IN\n1,2026-08-01\n9,2026-08-01\n1,2026-08-02\n")
    receipt = county.deliver(HOMES, "homes_2026-08.zip", packed)
    assert quarantined(county, "coc__homes__stay") == [(2, ["ID.in_client"])]
    assert "Rule ID.in_client of coc__homes__stay: 1 of 3 rows." in receipt.message
    assert receipt.tables["coc__homes__client"]["accepted"] == 1


def test_rule_across_feeds_quarantines_by_the_rows_in_force(county):
    county.deliver(HOMES, "homes_2026-08.zip", homes(1, 1))
    known = "keyed_hash('coc', 'client', \"PUPIL\") not in (select \"ID_key\" from {in_force:coc__homes__client})"
    rule = replace(ROLL.tables[0].rules[0], id="PUPIL.housed", kind="across_feeds", predicate=f"coalesce({known}, false)")
    contract = replace(ROLL, tables=(replace(ROLL.tables[0], rules=(rule,)),))
    receipt = county.deliver(contract, "roll_2026-08.txt", roll(roll_row("0"), roll_row("77")))
    assert (receipt.verdict, quarantined(county, "school__roll")) == ("accepted_with_errors", [(2, ["PUPIL.housed"])])


def test_count_that_differs_from_the_judges_stops_the_delivery(county):
    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row("")))
    (landed,) = land(ROLL, county.places, county.vault, county.clock)
    parsed = parse(landed, ROLL, county.places, county.vault)
    judged = Judgement((RuleResult("school__roll", ROLL.tables[0].rules[0], 100, 2),))
    with pytest.raises(VaultError, match="judged broken by 2 rows but its predicate finds 1"):
        settle(landed, ROLL, parsed, judged, None, county.places, county.vault)
    assert receipts(county.places, ROLL.feed) == []


def test_receipt_is_read_back_as_it_was_written(county):
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    assert county.receipts(ROLL) == [receipt]
    assert isinstance(receipt, Receipt) and receipt.arrived_at.tzinfo is not None
    (path,) = (county.places.receipts / "school__roll").iterdir()
    assert json.loads(path.read_text())["contract_version"] == "1.0.0"
    text = county.places.receipts / "contracts" / f"{ROLL.sha256}.odcs.yaml"
    assert text.read_text() == ROLL.text


@pytest.mark.parametrize("killed_at", ["write_quarantine", "write_plain", "persons_sql", "write_receipt"])
def test_kill_before_the_receipt_leaves_the_last_good_state_and_the_next_run_picks_up(county, monkeypatch, killed_at):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("1"), roll_row(""), roll_row("3")))
    before = county.in_force("school__roll")
    county.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row("1"), roll_row("2"), roll_row("")))

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(settling, killed_at, killed)
        county.night(ROLL)
    county_again = replace(county)
    county_again.night(replace(ROLL, tables=ROLL.tables))
    assert len(county.receipts(ROLL)) == 2
    after = county.in_force("school__roll")
    assert after != before and len(after) == 2
    assert not list(county.places.home.rglob(".*.part"))


def test_leftovers_of_a_killed_write_are_overwritten(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    leftovers = [
        county.places.raw / "school__roll" / ".x.parquet.part",
        county.places.in_force / ".school__roll.parquet.part",
        county.places.receipts / "school__roll" / ".y.json.part",
    ]
    for path in leftovers:
        path.write_bytes(b"half")
    assert county.deliver(ROLL, "roll_2026-09.txt", roll(roll_row(seen="09/01/2026"))).verdict == "accepted"
    assert len(county.in_force("school__roll")) == 2


def test_no_value_of_a_row_stands_outside_vault_and_landing_whatever_broke(county):
    nasty = roll_row("", SECRET, days=SECRET), roll_row(SECRET, SECRET, seen=SECRET), roll_row("2"), roll_row("2")
    county.deliver(ROLL, "roll_2026-08.txt", roll(*[roll_row(str(n)) for n in range(9, 90)], *nasty))
    county.deliver(ROLL, "roll_2026-09.txt", roll(*nasty))
    county.deliver(ROLL, "roll_2026-10.txt", roll(f"1\t{SECRET}", header=SECRET))
    county.deliver(WAGES, "pay_2026q2.txt", f"{wage_row()}\n{wage_row(paid='ABC')}\n{SECRET}\n".encode())
    county.deliver(HOMES, "homes_2026-08.zip", homes())
    assert SECRET.encode() not in county.bytes_outside()
    vault = b"".join(p.read_bytes() for p in county.places.vault.rglob("*") if p.is_file())
    assert SECRET.encode() not in vault


def test_error_inside_settling_names_the_feed_and_no_value(county, monkeypatch):
    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))

    def broken(*args):
        return f"select cast('{SECRET}' as integer)"

    monkeypatch.setattr(settling, "raw_sql", broken)
    with pytest.raises(VaultError) as caught:
        county.night(ROLL)
    assert "settling school__roll (contract 1.0.0)" in str(caught.value) and SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.__context__)


def test_first_delivery_of_a_period_says_how_late_it_came_and_a_restatement_does_not(county):
    county.clock = NOW.replace(month=9, day=20)
    late = county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    assert late.message == "school__roll (contract 1.0.0): accepted. 1 row. It came 5 days after it was due."
    restated = county.deliver(ROLL, "roll_2026-08_r1.txt", roll(roll_row("2")))
    history = county.deliver(ROLL, "roll_to_2026-07.txt", roll(roll_row("2", seen="07/01/2026")))
    assert "due" not in restated.message + history.message


def test_delivery_that_came_later_is_in_force_whatever_the_time_of_its_file(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    older = county.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row("2")))
    os.utime(older, (0, 0))
    (receipt,), in_force = county.night(ROLL)
    assert receipt.verdict == "accepted" and in_force["school__roll"].deliveries == (receipt.delivery_id,)


def test_rejected_delivery_that_a_new_contract_accepts_says_when_a_later_one_stays_in_force(county):
    table = ROLL.tables[0]
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("1"), header="PUPIL\tFIRST\tBORN\tSEX\tSEEN\tNIGHTS"))
    later = county.deliver(ROLL, "roll_2026-08_r1.txt", roll(roll_row("2")))
    renamed = (*table.columns[:-1], replace(table.columns[-1], name="NIGHTS"))
    newer = replace(ROLL, sha256="another", version="2.0.0", tables=(replace(table, columns=renamed),))
    (receipt,), in_force = county.night(newer)
    assert receipt.verdict == "accepted"
    assert "came after it and was accepted before; that one stays in force. Fix: send this one again" in receipt.message
    assert in_force["school__roll"].deliveries == (later.delivery_id,)
