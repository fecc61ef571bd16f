"""Each bad contract says itself what is wrong with it, where: `# WRONG: sentence // sentence` on the guilty line."""

import re
from pathlib import Path

import pytest

from data_contracts.errors import ContractError
from data_contracts.lint import lint
from data_contracts.reader import read_contracts

BAD = Path(__file__).parents[1] / "fixtures" / "bad_contracts"
GOOD = BAD.parent / "good_contracts"
CASES = sorted(folder.name for folder in BAD.iterdir())
MARK = "# WRONG: "


def expected(folder: Path) -> list[str]:
    """The sentences, each with the contract's version where its text gives one."""
    (path,) = folder.iterdir()
    text = path.read_text(encoding="utf-8")
    lines = enumerate(text.splitlines(), 1)
    given = re.findall(r"(?m)^version: (\d+\.\d+\.\d+)$", text) if folder.name != "not_yaml" else []
    version = "".join(f" contract {one}:" for one in given)
    marked = [(number, line.split(MARK)[1]) for number, line in lines if MARK in line]
    return sorted(f"{path.name}:{number}:{version} {said}" for number, text in marked for said in text.split(" // "))


def test_there_are_enough_bad_contracts():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES)
def test_a_bad_contract_is_told_every_problem_at_its_line_and_nothing_else(case):
    told = expected(BAD / case)
    assert told
    assert sorted(lint(BAD / case)) == told


@pytest.mark.parametrize("case", CASES)
def test_a_bad_contract_is_never_read(case):
    with pytest.raises(ContractError) as raised:
        read_contracts(BAD / case)
    assert sorted(str(raised.value).splitlines()) == expected(BAD / case)


@pytest.mark.parametrize("folder", ["good_contracts", "layouts", "ways"])
def test_the_contracts_the_bad_ones_were_made_from_are_good(folder):
    assert lint(BAD.parent / folder) == []


def test_an_empty_folder_is_an_error(tmp_path):
    assert lint(tmp_path) == [f"{tmp_path.name}:1: no contract stands in {tmp_path}; each is a file <agency>__<feed>.odcs.yaml"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"- a\n- list\n", "a contract is a mapping of keys, and this file is not"),
        (b"name: caf\xe9\n", "the file is not UTF-8 text"),
        (b"a: &a\n  b: *a\n", "not YAML: nested too deeply"),
    ],
)
def test_a_file_that_is_no_contract_is_told_so(tmp_path, content, sentence):
    (tmp_path / "clinic__visits.odcs.yaml").write_bytes(content)
    assert lint(tmp_path)[0].endswith(f": {sentence}")


def test_problems_of_several_files_are_told_together(tmp_path):
    text = (GOOD / "clinic__visits.odcs.yaml").read_text()
    (tmp_path / "clinic__visits.odcs.yaml").write_text(text.replace("mode: append", "mode: apend"))
    (tmp_path / "lab__visits.odcs.yaml").write_text(text.replace("status: active", "status: actve"))
    told = lint(tmp_path)
    assert {line.split(":")[0] for line in told} == {"clinic__visits.odcs.yaml", "lab__visits.odcs.yaml"}
