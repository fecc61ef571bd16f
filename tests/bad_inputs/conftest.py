"""The hospital's home after its good night, made once, and a copy of it for each bad one."""

import shutil
from dataclasses import replace

import pytest

from orchestration.places import Places
from tests.bad_inputs.hospital_home import HospitalHome, good_home

pytest.register_assert_rewrite("tests.bad_inputs.invariants")


@pytest.fixture(scope="session")
def before(tmp_path_factory) -> HospitalHome:
    return good_home(tmp_path_factory.mktemp("hospital") / "home")


@pytest.fixture
def home(before, tmp_path) -> HospitalHome:
    """The home after its good night, for one bad one."""
    shutil.copytree(before.places.home, tmp_path / "home", symlinks=True)
    return replace(before, places=Places(tmp_path / "home"), said=[])
