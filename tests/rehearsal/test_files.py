"""The files as an agency's own reader sees them: read here by position and header, not by the code that wrote them."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from orchestration.rehearsal.files import in_format


def landed(small, agency: str, stem: str = "") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((small.places.landing / agency).glob(f"{stem}*"))}


def arrived(small, agency: str, name: str) -> datetime:
    return datetime.fromtimestamp((small.places.landing / agency / name).stat().st_mtime, UTC)


def test_each_feed_has_one_history_and_its_periods(small):
    feeds = {"health": "births", "coc": "hmis", "labor": "wages", "education": "attendance"}
    assert {agency: list(landed(small, agency, stem)) for agency, stem in feeds.items()} == {
        "health": ["births_2026-08.txt", "births_2026-09.txt", "births_2026-10.txt", "births_to_2026-07.txt"],
        "coc": ["hmis_2026-08.zip", "hmis_2026-09.zip", "hmis_2026-10.zip", "hmis_to_2026-07.zip"],
        "labor": ["wages_2026q3.txt", "wages_2026q3_r1.txt", "wages_to_2026q2.txt"],
        "education": [
            "attendance_2027-FALL_asof_2026-08.txt",
            "attendance_2027-FALL_asof_2026-09.txt",
            "attendance_2027-FALL_asof_2026-10.txt",
            "attendance_to_2026-SUMMER.txt",
        ],
    }


def test_file_names_are_the_contracts(small, contracts):
    for agency in {contract.agency for contract in contracts.values()}:
        feeds = [contract.delivery for contract in contracts.values() if contract.agency == agency]
        patterns = [pattern for feed in feeds for pattern in (feed.file_pattern, feed.history_pattern)]
        for name in landed(small, agency):
            assert sum(bool(re.fullmatch(pattern, name)) for pattern in patterns) == 1, name


def test_births_stand_at_ije_positions(small, contracts):
    length = contracts["health__births"].tables[0].member.record_length
    for name, content in landed(small, "health", "births").items():
        lines = content.decode("cp1252").split("\n")
        assert lines.pop() == ""
        assert {len(line) for line in lines} == {length}
        for line in lines:
            born = datetime.strptime(line[0:4] + line[30:34], "%Y%m%d").date()
            mother = line[54:62].strip()
            assert re.fullmatch(r"\d{4}KY\d{6}0", line[0:13])
            assert line[29] in "MFNZ"
            assert mother == "" or 12 <= born.year - int(mother[:4]) <= 60 or name == "births_to_2026-07.txt"
            assert line[1999:2017].strip() == "" or re.fullmatch(r"[\d ]{18}", line[1999:2017])


def test_births_are_filed_by_month_of_registration(small):
    for name, content in landed(small, "health", "births").items():
        months = {line[943:949] for line in content.decode("cp1252").splitlines()}
        if name.startswith("births_to"):
            assert {month for month in months if not month.startswith("1999")} <= {
                f"{year}{month:02d}" for year in range(2008, 2027) for month in range(1, 13)
            }
            assert max(months) <= "202607"
        else:
            assert months == {name[7:14].replace("-", "")}


def test_wages_are_eighty_six_columns(small):
    for name, content in landed(small, "labor", "wages").items():
        for line in content.decode().splitlines():
            assert len(line) == 86
            assert re.fullmatch(r"\d{9}", line[0:9])
            assert re.fullmatch(r"21[\d ]{10}[\d ]{5}\d{9}\d{4}[1-4](\d{10}|000000000X)", line[45:86])
            if not name.startswith("wages_to"):
                assert line[71:76] == "20263"


def test_hmis_zip_holds_the_members_in_hud_order(small, contracts):
    contract = contracts["coc__hmis"]
    for content in landed(small, "coc", "hmis").values():
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(table.member.name for table in contract.tables)
        rows = {n: list(csv.DictReader(io.StringIO(archive.read(n).decode("utf-8")))) for n in archive.namelist()}
        for table in contract.tables:
            assert list(rows[table.member.name][0]) == [column.name for column in table.columns]
        assert len(rows["Export.csv"]) == 1
        clients = [row["PersonalID"] for row in rows["Client.csv"]]
        stays = {row["EnrollmentID"]: row for row in rows["Enrollment.csv"]}
        assert len(clients) == len(set(clients))
        assert {row["PersonalID"] for row in stays.values()} == set(clients)
        assert {row["EnrollmentID"] for row in rows["Exit.csv"]} <= set(stays)
        assert {row["ProjectID"] for row in stays.values()} <= {row["ProjectID"] for row in rows["Project.csv"]}
        heads = [row["HouseholdID"] for row in stays.values() if row["RelationshipToHoH"] == "1"]
        assert sorted(heads) == sorted({row["HouseholdID"] for row in stays.values()})


def test_hmis_snapshots_only_grow(small):
    sizes = []
    for name in ("hmis_to_2026-07.zip", "hmis_2026-08.zip", "hmis_2026-09.zip", "hmis_2026-10.zip"):
        archive = zipfile.ZipFile(small.places.landing / "coc" / name)
        sizes.append([archive.read(member).count(b"\n") for member in ("Client.csv", "Enrollment.csv", "Exit.csv")])
    assert sizes == sorted(sizes)
    assert sizes[0] != sizes[-1]


def test_attendance_rows_add_up(small, contracts):
    columns = [column.name for column in contracts["education__attendance"].tables[0].columns]
    for name, content in landed(small, "education", "attendance").items():
        lines = content.decode("utf-8").splitlines()
        header = lines[0].split("\t")
        if "2026-10" in name:
            header[columns.index("DaysAttended")] = "DaysAttended"
        assert header == columns
        for row in (dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]):
            assert float(row["DaysAttended"]) + float(row["DaysAbsent"]) == float(row["DaysEnrolled"])
            entry = datetime.strptime(row["EntryDate"], "%m/%d/%Y")
            assert not row["ExitDate"] or datetime.strptime(row["ExitDate"], "%m/%d/%Y") >= entry


def test_broken_rows_stay_far_below_any_tolerance(small):
    wages = landed(small, "labor")["wages_to_2026q2.txt"].decode().splitlines()
    grades = landed(small, "education")["attendance_to_2026-SUMMER.txt"].decode().splitlines()[1:]
    assert 0 < sum(line.endswith("X") for line in wages) / len(wages) < 0.005
    assert sum(line.split("\t")[13] == "13" for line in grades) / len(grades) < 0.005


def test_terms_grow_month_by_month(small):
    days = []
    for month in ("08", "09", "10"):
        lines = landed(small, "education")[f"attendance_2027-FALL_asof_2026-{month}.txt"].decode().splitlines()[1:]
        days.append(sum(int(line.split("\t")[18]) for line in lines))
    assert days[0] < days[1] < days[2]


def test_the_broken_file_has_one_column_by_another_name(small, contracts):
    promised = [column.name for column in contracts["education__attendance"].tables[0].columns]
    content = landed(small, "education")["attendance_2027-FALL_asof_2026-10.txt"]
    header = content.decode().splitlines()[0].split("\t")
    assert [mine for mine, theirs in zip(header, promised, strict=True) if mine != theirs] == ["Days_Present"]


def test_only_one_file_is_late(small, contracts):
    late = []
    for contract in contracts.values():
        due = timedelta(days=contract.delivery.due_days + 1)
        for month in (8, 9, 10):
            for name in landed(small, contract.agency):
                if f"2026-{month:02d}" in name and re.fullmatch(contract.delivery.file_pattern, name):
                    end = date(2026, month + 1, 1) - timedelta(days=1)
                    came = arrived(small, contract.agency, name)
                    late += [name] if came > datetime.combine(end, datetime.min.time(), UTC) + due else []
    assert late == ["births_2026-09.txt"]
    assert arrived(small, "health", late[0]).date() == date(2026, 11, 13)


def test_everything_has_arrived_twenty_days_after_the_end(small):
    times = [path.stat().st_mtime for path in small.places.landing.rglob("*") if path.is_file()]
    assert max(times) < datetime(2026, 11, 21, tzinfo=UTC).timestamp()


def test_the_restated_quarter_adds_and_corrects(small):
    files = landed(small, "labor")
    first, again = (files[n].decode().splitlines() for n in ("wages_2026q3.txt", "wages_2026q3_r1.txt"))
    assert arrived(small, "labor", "wages_2026q3_r1.txt") > arrived(small, "labor", "wages_2026q3.txt")
    assert len(again) > len(first)
    changed = set(first) - set(again)
    assert 0 < len(changed) < 0.05 * len(first)


@pytest.mark.parametrize(
    ("text", "form", "written"),
    [
        (b"20260131", "%Y-%m-%d", b"2026-01-31"),
        (b"20260131", "%m/%d/%Y", b"01/31/2026"),
        (b"", "%Y%m%d", b""),
        (b"20261301", "%Y-%m-%d", b"2026-13-01"),
    ],
)
def test_dates_take_the_contracts_form(text, form, written):
    import numpy as np

    assert in_format(np.array([text]), form).tolist() == [written]
