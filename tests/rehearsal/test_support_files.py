"""Files of assistance, workforce and water as an agency's own reader sees them: by position, by header, by what they count."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from data_contracts.reader import read_contracts
from orchestration.rehearsal.feeds.human_services__tanf import header
from orchestration.rehearsal.record_types import interleaved
from tests.rehearsal.landed_rows import rows_by_member, rows_of

LAYOUTS = Path(__file__).parents[1] / "fixtures" / "layouts"
MONTHS = ("2026-08", "2026-09", "2026-10")


def lines_of(small, name: str) -> list[str]:
    return (small.places.landing / "human_services" / name).read_bytes().decode("cp1252").splitlines()


@pytest.mark.parametrize("name", ["tanf_to_2026-07.txt", *(f"tanf_{month}.txt" for month in MONTHS)])
def test_cash_lines_stand_at_the_positions_of_acf_199(small, name):
    first, *rows, last = lines_of(small, name)
    quarter = "20264" if name < "tanf_2026-10" or "to" in name else "20271"
    assert re.fullmatch(rf"HEADER{quarter}A21000TAN1 D", first)
    assert re.fullmatch(r"TRAILER\d{7} {9}", last)
    assert int(last[7:14]) == len(rows)
    assert {(line[:2], len(line)) for line in rows} == {("T1", 156), ("T2", 312), ("T3", 267)}
    by_type = {kind: [line for line in rows if line[:2] == kind] for kind in ("T1", "T2", "T3")}
    assert all(line[60:101] == " " * 41 for line in by_type["T3"])
    families = Counter(line[2:19] for line in by_type["T1"])
    people = Counter(line[2:19] for kind in ("T2", "T3") for line in by_type[kind])
    assert set(families.values()) == {1}
    assert people == Counter({line[2:19]: int(line[32:34]) for line in by_type["T1"]})
    assert all(int(line[55:59]) > 0 for line in by_type["T1"])
    months = {line[2:8] for line in rows}
    assert max(months) == "202607" if "to" in name else months == {name[5:12].replace("-", "")}


def test_heads_of_cash_families_are_adults_of_their_case(small):
    rows = lines_of(small, "tanf_to_2026-07.txt")[1:-1]
    adults = {(line[2:19], line[156:166]) for line in rows if line[:2] == "T2" and line[51:53] == "01"}
    children = [line for line in rows if line[:2] == "T3"]
    assert all((line[2:19], line[111:121]) in adults for line in children)
    assert Counter(line[46:48] for line in children).most_common(1)[0][0] == "04"
    assert len(adults) == len({case for case, _ in adults})


def test_food_assistance_months_have_their_heads_and_nothing_of_other_months(small):
    for month in MONTHS:
        rows = rows_by_member(small.places.landing / "human_services" / f"snap_{month}.zip", "|")
        heads = {row["CASE_ID"] for row in rows["Member.txt"] if row["RELATION"] == "SEL"}
        assert {row["BENEFIT_MONTH"] for row in rows["Issuance.txt"]} == {month}
        assert {row["CASE_ID"] for row in rows["Issuance.txt"]} <= heads
        assert all(row["MEMBER_START_DATE"][:7] <= month for row in rows["Member.txt"])
        assert all(row["MEMBER_END_DATE"][:7] in ("", month) for row in rows["Member.txt"])
        assert all((row["CASE_STATUS"] == "C") == bool(row["CLOSURE_REASON"]) for row in rows["Issuance.txt"])


def test_a_member_spell_ends_in_the_file_of_its_last_month(small):
    open_at_first = {
        (row["CLIENT_ID"], row["MEMBER_START_DATE"])
        for row in rows_by_member(small.places.landing / "human_services" / "snap_to_2026-07.zip", "|")["Member.txt"]
        if not row["MEMBER_END_DATE"]
    }
    ended = set()
    for month in MONTHS:
        sent = rows_by_member(small.places.landing / "human_services" / f"snap_{month}.zip", "|")["Member.txt"]
        assert open_at_first - ended <= {(row["CLIENT_ID"], row["MEMBER_START_DATE"]) for row in sent}
        ended |= {(row["CLIENT_ID"], row["MEMBER_START_DATE"]) for row in sent if row["MEMBER_END_DATE"]}
    assert open_at_first & ended


def test_cash_and_food_assistance_know_one_client_under_one_number_and_name(small):
    food = {
        row["CLIENT_ID"]: (row["LAST_NAME"], row["FIRST_NAME"])
        for row in rows_by_member(small.places.landing / "human_services" / "snap_to_2026-07.zip", "|")["Member.txt"]
    }
    adults = [line for line in lines_of(small, "tanf_to_2026-07.txt") if line[:2] == "T2"]
    cash = {line[156:166]: (line[166:196].rstrip(), line[196:216].rstrip()) for line in adults}
    both = food.keys() & cash.keys()
    assert len(both) > 0.8 * len(cash)
    assert all(food[number] == cash[number] for number in both)


def test_workforce_participants_have_a_number_of_their_own_and_outcomes_after_exit_only(small):
    folder = small.places.landing / "labor"
    for name in ("wioa_to_2026q2.csv", "wioa_2026q3.csv"):
        participants = rows_of(folder / name)
        assert len({(row["PIRL_100"], row["PIRL_900"]) for row in participants}) == len(participants) > 0
        for row in participants:
            assert re.fullmatch(r"KYW\d{9}", row["PIRL_100"])
            assert not row["SSN"] or row["SSN"] not in row["PIRL_100"]
            assert row["PIRL_901"] == "" or row["PIRL_901"] >= row["PIRL_900"]
            assert bool(row["PIRL_901"]) == bool(row["PIRL_1600"]) == bool(row["PIRL_1703"])
            for work, wage in (("PIRL_1600", "PIRL_1703"), ("PIRL_1606", "PIRL_1706")):
                assert (row[work] == "9") == (row[wage] == "999999.99")
                assert row[work] not in ("0", "1") or (float(row[wage]) > 0) == (row[work] == "1")


def test_water_pictures_grow_and_every_status_has_its_account(small):
    sizes = []
    for name in ("water_to_2026-07.zip", *(f"water_{month}.zip" for month in MONTHS)):
        rows = rows_by_member(small.places.landing / "water" / name)
        accounts = {row["AccountNumber"]: row for row in rows["Account.csv"]}
        sizes.append(len(accounts))
        assert len(accounts) == len(rows["Account.csv"])
        assert {row["AccountNumber"] for row in rows["Status.csv"]} <= accounts.keys()
        running = {row["AccountNumber"]: row["StatusCode"] for row in rows["Status.csv"] if not row["StatusEndDate"]}
        for number, row in accounts.items():
            assert (row["AccountStatus"] == "S") == (running.get(number) == "SHUTOFF")
            assert (row["AccountStatus"] == "C") == bool(row["EndDate"])
            assert float(row["PastDueAmount"]) <= max(float(row["BalanceAmount"]), 0)
            assert re.fullmatch(r"[^,]+, [^,]+", row["CustomerName"])
    assert sizes == sorted(sizes)
    assert sizes[0] != sizes[-1]


@pytest.mark.parametrize(
    ("year", "month", "written"),
    [(2026, 9, (b"2026", b"4")), (2026, 10, (b"2027", b"1")), (2026, 12, (b"2027", b"1")), (2027, 1, (b"2027", b"2"))],
)
def test_the_federal_fiscal_year_begins_in_october(year, month, written):
    said = header(year * 12 + month - 1)
    assert (said["YEAR"][0], said["QUARTER"][0]) == written


def test_record_types_are_written_as_the_contract_tells_and_counts_them():
    contract = next(contract for contract in read_contracts(LAYOUTS) if contract.feed == "aid__cases")
    month, case = np.array([b"20260901", b"20260901"]), np.array([b"C1", b"C2"])
    content = interleaved(
        contract,
        {
            "header": {"SENT": np.array([b"20261002"]), "SECTION": np.array([b"A"])},
            "family": {"RPT_MONTH": month, "CASE_NUMBER": case, "AID": np.array([b"120", b"7"])},
            "adult": {"RPT_MONTH": month[:1], "CASE_NUMBER": case[:1], "FIRST": np.array([b"ANN"])},
        },
    )
    assert contract.tables[0].member.record is not None
    assert content.decode().split("\n") == [
        "HEADER20261002A  ",
        "T1202609C1         00120",
        "T1202609C2         00007",
        "T2202609C1                  ANN             ",
        "TRAILER0000003",
        "",
    ]
