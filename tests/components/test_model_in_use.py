"""Switching models: only on purpose, one version one set of weights, every switch kept, as-of homes left alone."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import cli
from orchestration.components import model_in_use
from orchestration.components.model_in_use import choices, choose_model, keep_model, model_of, model_path, new_version, pin_model
from orchestration.errors import TwogenError
from orchestration.linkage.model import SHIPPED_MODEL, ModelRefused
from orchestration.places import Places

MORNING, NOON, NIGHT = (datetime(2026, 9, 1, hour, tzinfo=UTC) for hour in (8, 12, 23))


@pytest.fixture
def places(tmp_path, monkeypatch) -> Places:
    for name, value in (("TWOGEN_HOME", tmp_path / "home"), ("TWOGEN_KEY", "a key for tests"), ("XDG_CONFIG_HOME", tmp_path)):
        monkeypatch.setenv(name, str(value))
    return Places(tmp_path / "home")


def model_file(tmp_path: Path, version: str, **changed) -> Path:
    path = tmp_path / f"{version.replace('/', '_')}.json"
    path.write_text(json.dumps(json.loads(SHIPPED_MODEL.read_text()) | {"version": version} | changed))
    return path


def twogen(*words: str):
    return CliRunner().invoke(cli.app, ["link", *words])


def test_a_model_put_in_use_serves_until_another_is_and_every_switch_is_kept(places, tmp_path):
    own = model_file(tmp_path, "own-1")
    choose_model(places, own, MORNING, "Ana", "learnt here")
    own.unlink()  # the home keeps its text
    assert model_of(places).version == "own-1"
    choose_model(places, model_file(tmp_path, "own-2", prior=1e-5), NOON, "Bo", "learnt again")
    assert model_of(places).prior == 1e-5
    choose_model(places, SHIPPED_MODEL, NIGHT, "Ana", "as others")
    assert model_path(places) == model_in_use.SHIPPED_MODEL
    kept = [(choice.version, choice.by, choice.reason) for choice in choices(places)]
    assert kept[:2] == [("own-1", "Ana", "learnt here"), ("own-2", "Bo", "learnt again")]
    choose_model(places, model_in_use.candidate_of(places, "own-1"), NIGHT, "Bo", "back")
    assert model_of(places).version == "own-1"


def test_a_home_on_the_shipped_model_follows_the_one_that_is_shipped_next(places, tmp_path, monkeypatch):
    choose_model(places, SHIPPED_MODEL, MORNING, "Ana", "as others")
    monkeypatch.setattr(model_in_use, "SHIPPED_MODEL", model_file(tmp_path, "2.0.0"))
    assert model_of(places).version == "2.0.0"


def test_a_version_never_stands_for_two_sets_of_weights(places, tmp_path):
    choose_model(places, model_file(tmp_path, "own-1"), MORNING, "Ana", "learnt here")
    with pytest.raises(TwogenError, match="version of its own"):
        choose_model(places, model_file(tmp_path, "own-1", prior=1e-5), NOON, "Ana", "tuned by hand")
    with pytest.raises(TwogenError, match="version of its own"):
        choose_model(places, model_file(tmp_path, model_in_use.read_model().version, prior=1e-5), NOON, "Ana", "tuned by hand")
    assert len(choices(places)) == 1


def test_a_home_as_of_a_date_links_with_the_model_of_then_and_refuses_another(places, tmp_path):
    keep_model(places, MORNING)
    choose_model(places, model_file(tmp_path, "own-1"), NOON, "Ana", "learnt here")
    keep_model(places, NIGHT)  # the first night under it
    then, later = Places(tmp_path / "then"), Places(tmp_path / "later")
    pin_model(places, then, NOON)
    pin_model(places, later, NIGHT)
    assert (model_of(then).version, model_of(later).version) == (model_in_use.read_model().version, "own-1")
    with pytest.raises(TwogenError, match="as of a date"):
        choose_model(then, model_file(tmp_path, "own-2"), NIGHT, "Ana", "why not")


def test_new_versions_are_numbered_within_a_day(places, tmp_path):
    assert new_version(places, NOON) == "home-2026-09-01"
    choose_model(places, model_file(tmp_path, "home-2026-09-01"), NOON, "Ana", "learnt here")
    assert new_version(places, NIGHT) == "home-2026-09-01.2"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"standardiser": "0.1"}, "standardiser 0.1"),
        ({"weights": {}}, "comparison levels"),
        ({"prior": 0}, "prior outside"),
        ({"prior": float("nan")}, "prior outside"),
        ({"thresholds": {"strict": float("inf"), "balanced": 4, "lenient": 1}}, "thresholds"),
        ({"version": "../1"}, "a version is letters"),
    ],
    ids=str,
)
def test_a_model_this_code_cannot_use_is_refused_by_the_command_and_changes_nothing(places, tmp_path, changed, says):
    path = model_file(tmp_path, **{"version": "odd"} | changed)
    done = twogen("use", str(path), "--yes", "--reason", "a try")
    assert done.exit_code == 1 and says in done.output and "Fix:" in done.output
    assert choices(places) == [] and model_path(places) == model_in_use.SHIPPED_MODEL
    with pytest.raises(ModelRefused):
        choose_model(places, path, NOON, "Ana", "a try")


def test_the_command_changes_nothing_without_yes_and_needs_a_reason_with_it(places, tmp_path):
    path = str(model_file(tmp_path, "own-1"))
    shown = twogen("use", path)
    assert shown.exit_code == 0 and "Nothing was changed" in shown.output and "Nobody is linked here yet" in shown.output
    assert twogen("use", path, "--yes").exit_code == 1 and choices(places) == []
    done = twogen("use", path, "--yes", "--reason", "learnt next door", "--by", "Ana")
    assert done.exit_code == 0 and "own-1 is in use" in done.output
    assert "Ana: model own-1; learnt next door" in twogen("models").output
    assert "no version 'nonsense'" in twogen("use", "nonsense").output


def test_training_by_command_refuses_a_version_that_is_taken_and_a_home_without_people(places, tmp_path):
    choose_model(places, model_file(tmp_path, "own-1"), NOON, "Ana", "learnt here")
    assert "Version own-1 is a model's already" in twogen("train", "--version", "own-1").output
    assert "letters, digits" in twogen("train", "--version", "a/b").output
    assert "There is no folder" in twogen("train", "--to", str(tmp_path / "none" / "model.json")).output
    done = twogen("train")
    assert done.exit_code == 1 and "nobody to learn from" in done.output
