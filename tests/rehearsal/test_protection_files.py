"""Child welfare's and the jail's files as their readers see them, and the HMIS's services and income."""

import re
from collections import Counter, defaultdict
from xml.etree import ElementTree

import duckdb
import numpy as np
import pytest

from orchestration.places import Places
from orchestration.rehearsal import Difficulty, write_county
from orchestration.rehearsal.days import window
from orchestration.rehearsal.lives.county import lived
from orchestration.rehearsal.records import bookings, case_clients
from orchestration.rehearsal.streams import Streams
from tests.rehearsal.landed_rows import rows_of

FEEDS = ("child_welfare__placements", "child_welfare__reports", "coc__hmis", "corrections__bookings")
MONTHS = ("to_2026-07", "2026-08", "2026-09", "2026-10")


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Places:
    home = tmp_path_factory.mktemp("protected_county")
    write_county(home, people=6_000, months=48, seed=3, end="2026-10", feeds=FEEDS)
    return Places(home)


def reports(places: Places, month: str, member: str) -> list[dict[str, str]]:
    return rows_of(places.landing / "child_welfare" / f"reports_{month}.zip", f"{member}.csv")


def care(places: Places, month: str) -> ElementTree.Element:
    return ElementTree.parse(places.landing / "child_welfare" / f"placements_{month}.xml").getroot()


def booked(places: Places, month: str, member: str = "booking") -> list[dict[str, str]]:
    return rows_of(places.landing / "corrections" / f"bookings_{month}.zip", f"{member}.csv")


def records(places: Places, table: str, role: str) -> dict[str, int]:
    found = duckdb.execute(
        f"select id, person from '{places.truth}/records.parquet' where \"table\" = ? and role = ?", [table, role]
    ).fetchall()
    return dict(found)


def test_numbers_in_reports_lead_somewhere(places):
    for month in MONTHS:
        clients = {row["IDENTIFIER"] for row in reports(places, month, "client")}
        received = {row["RptID"] for row in reports(places, month, "report")}
        children = {(row["RptID"], row["ChID"]) for row in reports(places, month, "child")}
        assert {report for report, _ in children} == received
        assert {child for _, child in children} <= clients
        caregivers = reports(places, month, "caregiver")
        assert {(row["RptID"], row["ChID"]) for row in caregivers} == children
        assert {row["CrgID"] for row in caregivers} <= clients
        accused = {row["PerID"] for row in reports(places, month, "allegation")}
        assert "" in accused
        assert accused - {""} <= clients
        named = {row["CrgID"] for row in caregivers} | {child for _, child in children} | accused - {""}
        assert named == clients


def test_what_is_not_known_on_the_day_is_blank(places):
    last = {row["RptID"]: row for row in reports(places, "2026-10", "report")}
    earlier = {row["RptID"]: row for row in reports(places, "2026-09", "report")}
    assert set(earlier) < set(last)
    assert any(earlier[number]["RptDisp"] == "" != last[number]["RptDisp"] for number in earlier)
    for row in earlier.values():
        day = lambda text: text[4:] + text[:4]  # noqa: E731
        assert all(day(row[column]) <= "20260930" for column in ("RptDt", "InvDate", "RpDispDt", "CLSR_DT"))
        assert row["SCRN_IND"] == "Y" or row["InvDate"] == row["RptDisp"] == row["RpDispDt"] == ""
    assert all((row["FosterCr"] == "1") == (row["RmvDate"] != "") for row in reports(places, "2026-10", "child"))


def test_children_in_care_have_the_number_the_reports_name(places):
    named = {row["AFCARSID"] for row in reports(places, "2026-10", "child")} - {""}
    in_care = {child.findtext("childRecordNumber") for child in care(places, "2026-10").findall("child")}
    assert in_care
    assert in_care <= named
    clients = {row["IDENTIFIER"]: row for row in reports(places, "2026-10", "client")}
    for child in care(places, "2026-10").findall("child"):
        assert child.findtext("name/last", "") == clients[child.findtext("childRecordNumber")]["COM_LST_NM"]


def test_removals_say_an_exit_with_a_reason_and_hold_placements_end_to_end(places):
    root = care(places, "2026-10")
    removals = root.findall("child/removal")
    assert root.findtext("report/removals") == str(len(removals))
    assert root.findtext("report/children") == str(len(root.findall("child")))
    for removal in removals:
        left = removal.findtext("exitDate")
        assert (removal.findtext("exitReason") == "9") == (left is None)
        spells = [(p.findtext("startDate"), p.findtext("endDate")) for p in removal.findall("placement")]
        assert spells[0][0] == removal.findtext("removalDate")
        assert [start for start, _ in spells[1:]] == [end for _, end in spells[:-1]]
        assert left is None or spells[-1][1] == left
        for placement in removal.findall("placement"):
            assert (placement.findtext("fosterFamilyHome") == "1") == (placement.find("provider") is not None)


def test_a_release_comes_in_the_month_it_happens_with_the_booking_it_ends(places):
    first, months = {row["booking_number"]: row for row in booked(places, MONTHS[0])}, MONTHS[1:]
    held = {number for number, row in first.items() if row["jail_exit_date"] == ""}
    assert held
    seen = defaultdict(list)
    for month in months:
        for row in booked(places, month):
            seen[row["booking_number"]].append(row)
            stamps = [row["jail_entry_date"], row["jail_exit_date"] or row["jail_entry_date"]]
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00-05:00", stamp) for stamp in stamps)
            assert stamps[0] <= stamps[1]
            assert any(stamp.startswith(month) for stamp in [*stamps, row["updated_date"]])
    again = held & set(seen)
    assert again
    assert all(seen[number][-1]["jail_exit_date"] for number in again)
    assert all(seen[number][-1]["last_name"] == first[number]["last_name"] for number in again)
    charged = {row["booking_number"] for month in MONTHS for row in booked(places, month, "charge")}
    assert charged == set(first) | set(seen)


def test_every_client_child_parent_carer_and_inmate_has_a_record(places):
    clients = {row["IDENTIFIER"] for month in MONTHS for row in reports(places, month, "client")}
    assert clients == set(records(places, "child_welfare__reports__client", "person"))
    found = defaultdict(set)
    for month in MONTHS:
        for child in care(places, month).findall("child"):
            found["child"].add(child.findtext("childRecordNumber"))
            found["parent"] |= {parent.findtext("parentRecordNumber") for parent in child.findall("parent")}
            found["caregiver"] |= {provider.get("number") for provider in child.iter("provider")}
    tables = {"child": "child", "parent": "parent", "caregiver": "placement"}
    for role, numbers in found.items():
        assert numbers == set(records(places, f"child_welfare__placements__{tables[role]}", role)), role
    inmates = {row["inmate_number"] for month in MONTHS for row in booked(places, month)}
    assert inmates == set(records(places, "corrections__bookings__booking", "person"))
    same = records(places, "child_welfare__reports__client", "person")
    for number, person in records(places, "child_welfare__placements__child", "child").items():
        assert same[number] == person


def test_services_and_answers_belong_to_stays_and_add_up(places):
    for month in MONTHS:
        path = places.landing / "coc" / f"hmis_{month}.zip"
        stays = {row["EnrollmentID"]: row for row in rows_of(path, "Enrollment.csv")}
        left = {row["EnrollmentID"]: row["ExitDate"] for row in rows_of(path, "Exit.csv")}
        services, answers = rows_of(path, "Services.csv"), rows_of(path, "IncomeBenefits.csv")
        assert services
        assert {row["EnrollmentID"] for row in [*services, *answers]} <= set(stays)
        for row in [*services, *answers]:
            stay = stays[row["EnrollmentID"]]
            assert row["PersonalID"] == stay["PersonalID"]
            assert row.get("DateProvided", row.get("InformationDate")) >= stay["EntryDate"]
        nights = Counter((row["EnrollmentID"], row["DateProvided"]) for row in services if row["RecordType"] == "200")
        assert max(nights.values()) == 1
        assert sum(day < left.get(stay, "9999") for stay, day in nights) > 0.98 * len(nights)
        for row in answers:
            amounts = [float(row[column]) for column in row if column.endswith("Amount") and row[column]]
            assert sum(amounts) == float(row["TotalMonthlyIncome"] or 0)


def test_the_jail_and_child_welfare_leave_out_numbers_as_declared():
    difficulty = Difficulty()
    county = lived(Streams((11, 40_000, 120, 0)), window("2026-10", 120), 40_000, difficulty.ssn_borrowed)
    sheets = bookings.booking_sheets(np.random.default_rng(1), county, difficulty).booking.values
    count = len(sheets["ssn"])
    assert np.mean(sheets["ssn"] == b"") == pytest.approx(0.15, abs=4 * (0.15 * 0.85 / count) ** 0.5)
    padded = np.strings.find(sheets["ssn"], b"X") >= 0
    assert np.mean(padded) == pytest.approx(0.10, abs=4 * (0.1 * 0.9 / count) ** 0.5)
    assert set(np.strings.str_len(sheets["ssn"][padded])) == {9}
    assert np.mean(np.strings.find(sheets["dob"], b"X") >= 0) == pytest.approx(bookings.RATES.dob_padded, abs=0.012)
    gone = bookings.booking_sheets(np.random.default_rng(1), county, difficulty.without_ssn()).booking.values["ssn"]
    assert set(gone) == {b""}
    who, day = np.arange(20_000), np.full(20_000, county.window.end_day)
    clients, _ = case_clients.case_clients(np.random.default_rng(1), county, who, day, difficulty)
    assert np.mean(clients.values["SS_NO"] == b"") == pytest.approx(case_clients.RATES.ssn_absent, abs=0.015)
