"""What the health agencies send, read as their receivers would: persons, numbers, rates of error, and that it hangs together."""

import gzip
from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise

import duckdb
import numpy as np
import pytest

from orchestration.rehearsal.days import window, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.feeds import sending_of
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.records import ambulances, behavioral_health, deaths, members
from orchestration.rehearsal.sending import Sending
from orchestration.rehearsal.streams import Streams
from tests.rehearsal.landed_rows import every_row, rows_by_file, rows_of

FEEDS = ("behavioral_health__services", "ems__responses", "health__deaths", "medicaid__claims", "medicaid__eligibility")
NUMBERS = {"ELG00002": "SSN", "clients": "SSN", "responses": "ePatient_12", "deaths": "SSN"}


@pytest.fixture(scope="module")
def county() -> tuple[County, Streams]:
    streams, span = Streams((13, 20_000, 60, 0)), window("2026-10", 60)
    return lived(streams, span, 20_000, 0.02), streams


def sent(county, contracts, feed: str, difficulty: Difficulty | None = None) -> Sending:
    return sending_of(feed)(contracts[feed], *county, difficulty or Difficulty())


def recorded(small, table: str, role: str) -> set[str]:
    query = f"select id from '{small.places.truth}/records.parquet' where \"table\" = '{table}' and role = '{role}'"
    return {row[0] for row in duckdb.sql(query).fetchall()}


def test_every_record_in_the_files_has_its_person_in_the_truth(small):
    members_ = every_row(small.places.landing / "medicaid", "elig", "ELG00002.txt", "|")
    clients = every_row(small.places.landing / "behavioral_health", "serv", "clients.csv")
    reports = every_row(small.places.landing / "ems", "resp")
    lines = [line for path in (small.places.landing / "health").glob("deaths*") for line in path.read_text("cp1252").splitlines()]
    known = {
        ("medicaid__eligibility__elg00002", "member"): {row["MSIS_IDENTIFICATION_NUM"] for row in members_},
        ("behavioral_health__services__clients", "person"): {row["CLIENT_ID"] for row in clients},
        ("ems__responses", "person"): {row["eRecord_01"] for row in reports},
        ("health__deaths", "decedent"): {f"{line[4:6]}|{line[0:4]}|{line[6:12]}" for line in lines},
    }
    assert all(len(numbers) > 1 for numbers in known.values())
    assert {key: recorded(small, *key) for key in known} == known


def test_claims_are_of_members_on_enrolled_days(small):
    """T-MSIS wants 95 of 100 on an enrolled day; here all are."""
    spells: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(small.places.landing / "medicaid" / "eligibility_2026-10.zip", "ELG00021.txt", "|"):
        spells.setdefault(row["MSIS_IDENTIFICATION_NUM"], []).append((row["ENROLLMENT_EFF_DATE"], row["ENROLLMENT_END_DATE"]))
    claims = every_row(small.places.landing / "medicaid", "claims")
    assert len(claims) > 2_000
    for row in claims:
        day = row["claim_start_date"].replace("-", "")
        assert any(start <= day <= end for start, end in spells[row["member_id"]])


def test_claims_come_once_in_the_month_they_are_paid(small):
    files = rows_by_file(small.places.landing / "medicaid", "claims")
    keys = Counter((row["claim_id"], row["claim_line_number"]) for rows in files.values() for row in rows)
    assert max(keys.values()) == 1
    for name, rows in files.items():
        months = {row["paid_date"][:7] for row in rows}
        assert max(months) <= "2026-07" if "_to_" in name else months == {name[7:14]}
    claims = {}
    for row in (row for rows in files.values() for row in rows):
        one = {row[c] for c in ("member_id", "claim_type", "claim_start_date", "paid_date")}
        assert claims.setdefault(row["claim_id"], one) == one


def test_claims_hold_the_visits_of_the_questions(small):
    claims = every_row(small.places.landing / "medicaid", "claims")
    procedures, revenues = Counter(row["hcpcs_code"] for row in claims), Counter(row["revenue_center_code"] for row in claims)
    assert all(procedures[code] for code in ("99391", "99392", "99393", "99394", "90837", "99213", "99396"))
    assert revenues["0450"] > 50
    well = [row for row in claims if row["hcpcs_code"] in ("99391", "99392", "99393", "99394")]
    assert {row["diagnosis_code_1"] for row in well} <= {"Z00129", "Z00110"}


def test_a_later_picture_of_medicaid_keeps_every_member_and_every_spell(small):
    files = rows_by_file(small.places.landing / "medicaid", "elig", "ELG00021.txt", "|")
    pictures = [files[name] for name in (*sorted(n for n in files if "_to_" in n), *sorted(n for n in files if "_to_" not in n))]
    keys = [{(row["MSIS_IDENTIFICATION_NUM"], row["ENROLLMENT_EFF_DATE"]) for row in rows} for rows in pictures]
    assert all(earlier <= later for earlier, later in pairwise(keys))
    assert len(keys[0]) < len(keys[-1])
    for month, rows in zip((7, 8, 9, 10), pictures, strict=True):
        last = (date(2026, month + 1, 1) - timedelta(days=1)).strftime("%Y%m%d")
        assert all(row["ENROLLMENT_END_DATE"] <= last or row["ENROLLMENT_END_DATE"] == "99991231" for row in rows)


def test_treatment_has_a_reason_only_when_it_ended(small):
    for rows in rows_by_file(small.places.landing / "behavioral_health", "serv", "admissions.csv").values():
        assert rows
        assert all(row["DISCHARGE_DATE"] == "-9" or len(row["DISCHARGE_DATE"]) == 8 for row in rows)
        assert "-9" in {row["DISCHARGE_DATE"] for row in rows}
        assert all((row["DISCHARGE_DATE"] == "-9") <= (row["REASON"] == "-9") for row in rows)
        assert all(row["SUB1"] != "1" for row in rows)


@pytest.mark.parametrize(
    ("feed", "object_name", "rate"),
    [
        ("medicaid__eligibility", "ELG00002", members.RATES.ssn_absent),
        ("behavioral_health__services", "clients", behavioral_health.RATES.ssn_absent),
        ("health__deaths", "deaths", deaths.RATES.ssn_absent),
        ("ems__responses", "responses", 1 - (1 - ambulances.RATES.ssn_absent) * (1 - ambulances.RATES.name_absent)),
    ],
)
def test_ssn_is_absent_for_the_declared_share(county, contracts, feed, object_name, rate):
    rows = dict(sent(county, contracts, feed).people)[object_name]
    absent = np.isin(rows.values[NUMBERS[object_name]], (b"", b"-9"))
    assert absent.mean() == pytest.approx(rate, abs=4 * (rate * (1 - rate) / len(absent)) ** 0.5 + 0.03)


@pytest.mark.parametrize("feed", [feed for feed in FEEDS if feed != "medicaid__claims"])
def test_without_ssn_no_health_agency_has_one(county, contracts, feed):
    for name, rows in sent(county, contracts, feed, Difficulty().without_ssn()).people:
        if name in NUMBERS:
            assert set(rows.values[NUMBERS[name]]) <= {b"", b"-9"}


def test_ambulance_crews_are_right_as_often_as_in_the_study(county, contracts):
    """STANDARDS.md 13.2, S-EMSACC: the birth date is right in 79 of 100 reports, the number in 33."""
    people, numbers = county[0].people, county[0].numbers
    rows = dict(sent(county, contracts, "ems__responses").people)["responses"]
    person = rows.persons["person"]
    assert len(person) > 2_000
    right = rows.values["ePatient_17"] == written(people.birth[person])
    assert right.mean() == pytest.approx(0.789, abs=0.04)
    own = np.strings.zfill(numbers.own[person].astype("S9"), 9)
    assert (rows.values["ePatient_12"] == own).mean() == pytest.approx(0.333, abs=0.04)


def test_two_units_of_one_incident_write_about_one_patient(county, contracts):
    rows = dict(sent(county, contracts, "ems__responses").people)["responses"]
    incident, first, counts = np.unique(rows.values["eResponse_03"], return_index=True, return_counts=True)
    twice = first[counts == 2]
    assert 0.05 < len(twice) / len(incident) < 0.15
    assert np.array_equal(rows.persons["person"][twice], rows.persons["person"][twice + 1])
    assert len(set(rows.values["eRecord_01"])) == len(rows)


def test_the_dead_are_not_born_after_their_death_and_die_once(county, contracts):
    rows = dict(sent(county, contracts, "health__deaths").people)["deaths"]
    values, person = rows.values, rows.persons["decedent"]
    assert len(set(person.tolist())) == len(person) > 20
    assert np.all((values["DOB"] == b"") | (values["DOB"] <= values["DOD"]))
    assert np.all(values["DOD"] <= values["DOR"])
    assert np.array_equal(values["DOD"], written(county[0].people.dies[person]))


def test_claims_of_a_million_people_are_written_in_pieces(county, contracts, monkeypatch):
    """The same bytes, whatever the size of the pieces: memory follows the piece, not the history."""
    module = import_module("orchestration.rehearsal.feeds.medicaid__claims")
    small_difficulty = Difficulty(broken_rows=0.0)
    whole = [gzip.decompress(file.content) for file in sent(county, contracts, "medicaid__claims", small_difficulty).files]
    monkeypatch.setattr(module, "CHUNK", 1_000)
    pieces = [gzip.decompress(file.content) for file in sent(county, contracts, "medicaid__claims", small_difficulty).files]
    assert whole == pieces
    assert len(whole[0].splitlines()) > 50_000
