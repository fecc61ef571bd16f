"""What must hold after every bad night: verdict and message, nothing lost, nothing leaked, and the night goes on."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from orchestration.components.deliver import FeedNight
from orchestration.intake import Receipt, unknown_files
from tests.bad_inputs.bad_case import MARK, Case
from tests.bad_inputs.hospital_home import CONTRACTS, HospitalHome
from tests.bad_inputs.stay_files import BORN, REGISTRY, patients
from tests.leaks import find_leaks

NEEDLES = (MARK, BORN, "999701234")


def bad_night(before: HospitalHome, home: HospitalHome, case: Case, secrets: Mapping[str, str] = MappingProxyType({})) -> None:
    """The case's file and a good one of another feed come in one night; everything that must hold afterwards does."""
    for name, make in case.before:
        home.drop(case.contract, name, make(case.word))
        home.night(case.contract)
    was, content = home.in_force(case.contract), case.make(case.word)
    path = home.drop(case.contract, case.file, content, case.place)
    home.drop(REGISTRY, "patients_2026-08.csv", patients(1100))
    bad, other = home.night(case.contract, REGISTRY, secrets=secrets)
    assert [receipt.verdict for receipt in other.new] == ["accepted"], "the night goes on"
    if case.outcome == "not picked up":
        not_picked_up(home, case, bad, path, content)
    else:
        (receipt,) = bad.new
        judged_as_it_should_be(case, receipt)
        nothing_is_lost(home, case, receipt, content)
    stays = case.outcome in ("rejected", "not picked up")
    assert not stays or home.in_force(case.contract) == was, "what was in force stays in force"
    again = home.night(case.contract, secrets=secrets)[0].new
    assert not again or case.is_later, "what was judged is judged once"
    assert find_leaks(written_since(before, home), NEEDLES) == []


def judged_as_it_should_be(case: Case, receipt: Receipt) -> None:
    """Verdict, rule and count; and a message that names feed, contract, rule and fix where something is broken."""
    told = {entry["id"]: entry for entry in receipt.rules if entry["broken"]}
    assert receipt.verdict == case.outcome, receipt.message
    feed = f"{case.contract.feed} (contract {case.contract.version})"
    assert receipt.message.startswith(f"{feed}: {case.outcome.replace('_', ' ')}.")
    assert (case.rule in told) == bool(case.rule) and bool(told) == bool(case.rule), (receipt.message, told)
    assert not case.rule or told[case.rule]["broken"] == case.broken, told
    if case.outcome != "accepted":
        assert f"Rule {case.rule}" in receipt.message and "Fix: " in receipt.message, receipt.message
    if case.outcome == "rejected":
        assert receipt.message.count("what was in force stays in force.") == 1, receipt.message
        assert told[case.rule]["rejects"]
    assert [phrase for phrase in case.says if phrase not in receipt.message] == [], receipt.message


def nothing_is_lost(home: HospitalHome, case: Case, receipt: Receipt, content: bytes) -> None:
    """The bytes received stand in the vault under their checksum, and every row parsed is accepted, or set apart."""
    assert home.received(receipt) == content and receipt.sha256 == hashlib.sha256(content).hexdigest()
    for table, said in receipt.tables.items():
        judged, quarantined, crossed = home.counts(receipt, table)
        assert (judged, quarantined, crossed) == (said["rows"], said["quarantined"], said["accepted"])
        assert crossed == (0 if case.outcome == "rejected" else judged - quarantined)
    if case.quarantined is not None:
        assert sum(said["quarantined"] for said in receipt.tables.values()) == case.quarantined


def not_picked_up(home: HospitalHome, case: Case, bad: FeedNight, path: Path, content: bytes) -> None:
    """The file still stands where it was left, and whoever looks is told why it is not read."""
    assert bad.new == () and (path.read_bytes() == content or case.is_later)
    told = " ".join([*home.said, *unknown_files(CONTRACTS, home.places)])
    assert [phrase for phrase in case.says if phrase not in told] == [], told


def written_since(before: HospitalHome, home: HospitalHome) -> list[Path]:
    """The files outside of vault and landing that are not those of the good night."""
    files = [path for path in sorted(home.places.home.rglob("*")) if path.is_file()]
    outside = [p for p in files if not p.is_relative_to(home.places.vault) and not p.is_relative_to(home.places.landing)]
    former = {path: before.places.home / path.relative_to(home.places.home) for path in outside}
    return [path for path, was in former.items() if not was.exists() or was.read_bytes() != path.read_bytes()]
