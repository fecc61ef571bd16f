"""The one reader of contracts: a file in, a checked contract out, or every problem at once. No data, no engine."""

from functools import lru_cache
from pathlib import Path

from data_contracts.build import build_contract
from data_contracts.checks import check_contract, check_together
from data_contracts.contract import Contract
from data_contracts.errors import ContractError, Findings, Problem
from data_contracts.shape.contract import ContractShape
from data_contracts.shape.strict import check, public_problems
from data_contracts.yaml_lines import read_yaml

SUFFIX = ".odcs.yaml"


def read_contract(path: Path) -> Contract:
    """The contract of a file. Raises: ContractError with every problem, each with its line."""
    contract, problems = _read(path)
    if problems or contract is None:
        raise ContractError(problems)
    return contract


def read_contracts(folder: Path) -> tuple[Contract, ...]:
    """Every contract of a folder, by feed. Raises: ContractError with every problem of every file."""
    contracts, problems = read_folder(folder)
    if problems:
        raise ContractError(problems)
    return contracts


def read_folder(folder: Path) -> tuple[tuple[Contract, ...], list[Problem]]:
    """The sound contracts of a folder, by feed, and every problem of the others and of all together."""
    folder = Path(folder)
    problems: list[Problem] = []
    contracts: list[Contract] = []
    paths = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    if not paths:
        problems.append(Problem(folder, 1, f"no contract stands in {folder}; each is a file <agency>__<feed>{SUFFIX}"))
    for path in paths:
        contract, found = _read(path)
        problems += found
        if contract is not None:
            contracts.append(contract)
    contracts.sort(key=lambda c: c.feed)
    return tuple(contracts), problems + check_together(tuple(contracts))


def _read(path: Path) -> tuple[Contract | None, list[Problem]]:
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, [Problem(path, 1, "there is no such file")]
    except UnicodeDecodeError:
        return None, [Problem(path, 1, "the file is not UTF-8 text")]
    contract, problems = _checked(path, text)
    return contract, list(problems)


@lru_cache(maxsize=256)  # one night asks for the same contracts ten times over
def _checked(path: Path, text: str) -> tuple[Contract | None, tuple[Problem, ...]]:
    """The contract of a text, which stands at `path`, and its problems."""
    document = read_yaml(text)
    findings = Findings(path, document.line_of, version=_version(document.data))
    for line, sentence in document.problems:
        findings.add_at(line, sentence)
    if not isinstance(document.data, dict):
        if not document.problems:
            findings.add_at(1, "a contract is a mapping of keys, and this file is not")
        return None, tuple(findings.problems)
    shape, wrong = check(ContractShape, document)
    for line, sentence in wrong or public_problems(document):
        findings.add_at(line, sentence)
    if shape is None:
        return None, tuple(findings.problems)
    check_contract(shape, path, findings)
    contract = build_contract(shape, path, text, findings)
    return (None if findings.problems else contract), tuple(findings.problems)


def _version(data: object) -> str:
    """The version the text gives itself; "" when that is none."""
    said = data.get("version") if isinstance(data, dict) else None
    return said if isinstance(said, str) else ""
