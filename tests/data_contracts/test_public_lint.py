"""The public linter of data contracts, from its own environment, accepts every contract of ours."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = ROOT / ".venv-datacontract" / "bin" / "datacontract"
FOLDERS = ("data_contracts/sources", "tests/fixtures/layouts", "tests/fixtures/ways", "tests/fixtures/good_contracts")
CONTRACTS = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.odcs.yaml"))]


def public_lint(path: Path) -> subprocess.CompletedProcess:
    if not LINTER.exists():
        pytest.fail(f"{LINTER.relative_to(ROOT)} is not there; `make test` builds it from requirements-datacontract.lock")
    return subprocess.run([LINTER, "lint", path], capture_output=True, text=True, check=False, timeout=120)


def test_there_are_contracts_to_lint():
    assert {str(path.parent.relative_to(ROOT)) for path in CONTRACTS} == set(FOLDERS)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name.split(".")[0])
def test_the_public_linter_accepts_the_contract(path):
    done = public_lint(path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "Data contract is valid" in done.stdout


def test_the_public_linter_does_refuse_what_is_no_contract(tmp_path):
    path = tmp_path / "broken.odcs.yaml"
    path.write_text(CONTRACTS[0].read_text().replace("\nkind: DataContract\n", "\nkind: Contract\n", 1))
    assert public_lint(path).returncode != 0
