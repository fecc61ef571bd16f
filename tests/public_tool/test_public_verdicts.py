"""`datacontract test`, the public tool, judges deliveries as we do by every rule that both can run.

Good and spoilt deliveries of the small county, of every feed whose files the tool can open.
"""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from data_contracts.contract import Contract, Table
from data_contracts.reader import read_contracts
from orchestration.components.deliver import deliver
from orchestration.intake.periods import span_of_name
from orchestration.places import Places
from orchestration.rehearsal import write_county
from orchestration.vault import Vault
from tests.public_tool.public_copies import NAMED, write_copy
from tests.public_tool.sent_rows import Sent, cut, emptied, read_sent, spoilt, why_unreadable, write_sent

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-datacontract" / "bin" / "python"
CONTRACTS = read_contracts(ROOT / "data_contracts" / "sources")
READABLE = [contract for contract in CONTRACTS if why_unreadable(contract) is None]
VARIANTS = ("good", "spoilt", "emptied", "cut")
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
LEFT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC).timestamp()

# How the tool names a promise of ours about one column.
OF_COLUMN = {
    "field_required": "required", "field_unique": "unique", "field_primary_key_unique": "primary_key", "field_regex": "pattern",
    "field_enum": "codes", "field_min_length": "min_length", "field_max_length": "max_length", "field_minimum": "minimum",
    "field_maximum": "maximum",
}  # fmt: skip
THEIRS_ALONE = {
    "field_is_present": "a missing column is our rule `file.columns`, of a file not judged; compared by the variant `cut`",
    "field_primary_key_required": "part of our rule `primary_key`",
}
OURS_ALONE = {
    "castable": "the tool has no texts: what cannot be read as the column's type is null to it, or ends its run",
    "period": "the tool knows no file name, so no period that one speaks for",
}
OURS_ALONE_OF_KIND = {
    "history": "the tool sees one delivery",
    "across_feeds": "the tool sees one contract's tables",
}
NOT_IN_ODCS = ("conditions", "pairs", "spells")  # of our customProperties; the tool reads past them
BROKEN_BY_US = {"required", "pattern", "codes", "max_length", "minimum", "maximum", "primary_key"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> dict[tuple[str, str], Sent]:
    """Each variant of the newest delivery of each feed the tool can read."""
    home = tmp_path_factory.mktemp("county")
    write_county(home, people=1500, months=24, seed=5, end="2026-10")
    variants = {}
    for contract in READABLE:
        good = read_sent(contract, newest_file(contract, home / "landing" / contract.agency))
        made = {"good": good, "spoilt": spoilt(contract, good), "emptied": emptied(good), "cut": cut(contract, good)}
        variants |= {(contract.feed, name): one for name, one in made.items()}
    return variants


@pytest.fixture(scope="module")
def running(sent, tmp_path_factory) -> tuple[subprocess.Popen, Path, dict[str, tuple[str, str]]]:
    """The tool at work on every variant, what it will have said, and the variant of each contract's copy."""
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON.relative_to(ROOT)} is not there; `make test` builds it from requirements-datacontract.lock")
    folder = tmp_path_factory.mktemp("public")
    copies = {
        str(write_copy(contract, sent[contract.feed, variant], folder / contract.feed / variant)): (contract.feed, variant)
        for contract in READABLE
        for variant in VARIANTS
    }
    script, asked, said = Path(__file__).with_name("run_public_tests.py"), folder / "asked.json", folder / "said.json"
    asked.write_text(json.dumps(list(copies)))
    with asked.open() as source, said.open("w") as out:
        return subprocess.Popen([PYTHON, script], stdin=source, stdout=out), said, copies


@pytest.fixture(scope="module")
def theirs(running, ours) -> dict[tuple[str, str], list[dict]]:
    """The tool's checks of every variant; it counts while we do."""
    tool, said, copies = running
    assert tool.wait(timeout=300) == 0
    return {copies[path]: checks for path, checks in json.loads(said.read_text()).items()}


@pytest.fixture(scope="module")
def ours(running, sent, tmp_path_factory) -> dict[tuple[str, str], list[dict]]:
    """The rules of our receipt for every variant."""
    found = {}
    for contract in READABLE:
        for variant in VARIANTS:
            places = Places(tmp_path_factory.mktemp("home"))
            path = write_sent(contract, sent[contract.feed, variant], places.landing / contract.agency)
            os.utime(path, (LEFT, LEFT))  # long ago, so that nobody waits to see whether it is still written
            night = deliver(contract, places, Vault.open(places.vault, "a key for tests"), NOW, lambda _: None)
            (receipt,) = night.new
            found[contract.feed, variant] = list(receipt.rules)
    return found


def newest_file(contract: Contract, folder: Path) -> Path:
    spans = [(span_of_name(contract, path.name), path) for path in folder.iterdir()]
    own = [(span[0], path.stat().st_mtime, path) for span, path in spans if span and not span[1]]
    return max(own, key=lambda one: one[:2])[-1]


def has_run(check: dict) -> bool:
    """Whether the tool counted; where it could not, it says why. A check of a warning that is broken is a warning."""
    return check["result"] == "passed" or (check["reason"] or "").startswith("Actual ")


def compared(contract: Contract, checks: list[dict], rules: list[dict]) -> dict[tuple[str, str], tuple[bool, bool]]:
    """Of each rule both ran: whether the tool says it is kept, and whether we do."""
    most = {(table.name, rule.id): rule.most_rows or 0 for table in contract.tables for rule in table.rules}
    shares = in_percent(contract)
    kept = {
        key: r["broken"] <= (r["tolerance"] * r["rows"] if r["id"] in shares else most[key])
        for r in rules
        if (key := (r["table"], r["id"])) in most and is_shared(r)
    }
    found: dict[tuple[str, str], tuple[bool, bool]] = {}
    for table in contract.tables:
        for check in (one for one in checks if one["model"] == table.object_name and has_run(one)):
            key = (table.name, our_rule(table, check))
            if key in kept:
                found[key] = (check["result"] == "passed" and found.get(key, (True,))[0], kept[key])
    return found


def in_percent(contract: Contract) -> set[str]:
    """The ids of rules whose bound is a share of the rows: the tool counts by it, as our tolerance does."""
    properties = [one for an_object in yaml.safe_load(contract.text)["schema"] for one in an_object["properties"]]
    said = [(a["name"], entry) for a in properties for entry in a.get("quality", []) if entry.get("unit") == "percent"]
    return {f"{name}.{entry.get('name') or NAMED[entry['metric']]}" for name, entry in said}


def is_shared(rule: dict) -> bool:
    return rule["id"].rpartition(".")[2] not in OURS_ALONE and rule["kind"] not in OURS_ALONE_OF_KIND


def our_rule(table: Table, check: dict) -> str | None:
    """The id of our rule that makes the same promise; None when there is none."""
    if check["type"] in OF_COLUMN:
        return f"{check['field']}.{OF_COLUMN[check['type']]}"
    if check["type"] == "field_relationships":
        begins = {rule.id: f"{table.object_name}__{rule.id.split('.')[0].replace('+', '__')}__" for rule in table.rules}
        return next((one for one, key in begins.items() if ".in_" in one and check["key"].startswith(key)), None)
    ends = {"primary_key_unique": ".primary_key"}.get(check["type"], f"{check['field'] or ''}.{check['qualityId']}")
    return next((rule.id for rule in table.rules if rule.id.endswith(ends)), None)


def not_in_odcs(contract: Contract) -> set[str]:
    """The names of rules that stand in our own customProperties."""
    objects = yaml.safe_load(contract.text)["schema"]
    said = [one for an_object in objects for one in an_object.get("customProperties", []) if one["property"] in NOT_IN_ODCS]
    return {entry["name"] for one in said for entry in one["value"]}


@pytest.mark.parametrize("variant", ["good", "spoilt", "emptied"])
@pytest.mark.parametrize("contract", READABLE, ids=lambda contract: contract.feed)
def test_both_say_the_same_of_every_rule_both_can_run(contract, variant, theirs, ours):
    verdicts = compared(contract, theirs[contract.feed, variant], ours[contract.feed, variant])
    assert {key: said for key, said in verdicts.items() if said[0] != said[1]} == {}
    what_ran = {rule_id.rpartition(".")[2] for _, rule_id in verdicts}
    broken = {rule_id.rpartition(".")[2] for (_, rule_id), (_, is_kept) in verdicts.items() if not is_kept}
    if variant == "spoilt":
        assert what_ran & BROKEN_BY_US <= broken
    if variant == "emptied":
        assert broken <= {"row_count"}


@pytest.mark.parametrize("contract", READABLE, ids=lambda contract: contract.feed)
def test_both_refuse_a_delivery_without_a_column(contract, theirs, ours):
    last = contract.tables[0].columns[-1].name
    absent = [c["field"] for c in theirs[contract.feed, "cut"] if c["type"] == "field_is_present" and c["result"] == "failed"]
    assert absent == [last]
    (rule,) = ours[contract.feed, "cut"]
    assert rule["id"] == "file.columns" and last in rule["message"]


@pytest.mark.parametrize("contract", READABLE, ids=lambda contract: contract.feed)
def test_a_rule_only_one_of_us_runs_has_a_reason(contract, theirs, ours):
    checks, rules = theirs[contract.feed, "good"], ours[contract.feed, "good"]
    both = compared(contract, checks, rules)
    refused = {c["qualityId"] for c in checks if not has_run(c)}
    own = not_in_odcs(contract) | refused
    left = [rule["id"] for rule in rules if is_shared(rule) and (rule["table"], rule["id"]) not in both]
    assert [rule_id for rule_id in left if rule_id.rpartition(".")[2] not in own] == []
    names = {table.object_name: table for table in contract.tables}
    ran = [c for c in checks if has_run(c) and c["type"] not in THEIRS_ALONE]
    assert [c["key"] for c in ran if (names[c["model"]].name, our_rule(names[c["model"]], c)) not in both] == []


def test_what_the_tool_cannot_open_is_told_from_the_layout():
    reasons = {contract.feed: why_unreadable(contract) for contract in CONTRACTS}
    layouts = {c.feed: {table.member.layout for table in c.tables} for c in CONTRACTS}
    unread = {feed for feed, of in layouts.items() if of & {"fixed_width", "xml"}}
    assert {feed for feed, reason in reasons.items() if reason} == unread
    assert READABLE
