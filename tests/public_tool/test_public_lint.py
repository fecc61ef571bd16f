"""The public linter of data contracts, from its own environment, accepts every contract of ours."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-datacontract" / "bin" / "python"
LINTER = Path(__file__).with_name("run_public_lint.py")
FOLDERS = ("data_contracts/sources", "tests/fixtures/layouts", "tests/fixtures/ways", "tests/fixtures/good_contracts")
CONTRACTS = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.odcs.yaml"))]


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("lint") / "broken.odcs.yaml"
    path.write_text(CONTRACTS[0].read_text().replace("\nkind: DataContract\n", "\nkind: Contract\n", 1))
    return path


@pytest.fixture(scope="module")
def said(broken) -> dict[str, dict]:
    """The linter's result and checks, by contract."""
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON.relative_to(ROOT)} is not there; `make test` builds it from requirements-datacontract.lock")
    asked = json.dumps([str(path) for path in (*CONTRACTS, broken)])
    done = subprocess.run([PYTHON, LINTER], input=asked, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_there_are_contracts_to_lint():
    assert {str(path.parent.relative_to(ROOT)) for path in CONTRACTS} == set(FOLDERS)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name.split(".")[0])
def test_the_public_linter_accepts_the_contract(said, path):
    found = said[str(path)]
    assert found["result"] in ("passed", "warning"), found["checks"]  # a warning: a rule of ours that it cannot run
    assert any(name.startswith("Data contract is valid") for name, _ in found["checks"])


def test_the_public_linter_does_refuse_what_is_no_contract(said, broken):
    assert said[str(broken)]["result"] in ("failed", "error")
