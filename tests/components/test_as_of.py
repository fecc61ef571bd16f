"""What may become a home as of a date, and what it is told; the rebuild itself is tested end to end."""

from datetime import UTC, datetime

import pytest

from orchestration.components import model_in_use
from orchestration.components.as_of import home_as_of, moment
from orchestration.components.model_in_use import keep_model, model_path, pin_model
from orchestration.components.moment import moment_of
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.vault import Vault

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    places = Places(tmp_path / "home")
    return places, Vault.open(places.vault, "a key for tests")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-23", datetime(2026, 11, 23, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-11-24", NOW),  # today is known up to now
        ("2026-11-20T03:00:00", datetime(2026, 11, 20, 3, tzinfo=UTC)),
        ("2026-11-20T03:00:00+02:00", datetime(2026, 11, 20, 1, tzinfo=UTC)),
    ],
)
def test_a_date_means_the_end_of_its_day(text, meant):
    assert moment(text, NOW) == meant


@pytest.mark.parametrize("text", ["2026-11-25", "yesterday", "2026-13-01"])
def test_the_future_and_what_is_no_date_are_refused(text):
    with pytest.raises(TwogenError, match="--as-of"):
        moment(text, NOW)


@pytest.mark.parametrize("where", ["home", "home/inside", "."])
def test_a_home_is_not_rebuilt_into_itself(home, tmp_path, where):
    places, vault = home
    with pytest.raises(TwogenError, match="Nothing was done"):
        home_as_of(places, Places(tmp_path / where), NOW, (), vault)


def test_a_folder_that_holds_something_is_left_alone(home, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("years of work")
    with pytest.raises(TwogenError, match="is not empty"):
        home_as_of(home[0], Places(tmp_path / "other"), NOW, (), home[1])
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["thesis.txt"]


def test_the_other_home_opens_with_the_same_key_gives_the_same_ids_and_knows_its_date(home, tmp_path):
    places, vault = home
    other = Places(tmp_path / "other")
    assert home_as_of(places, other, NOW, (), vault) == 0
    hashed = "select keyed_hash('a', 'b', 'c')"
    there = Vault.open(other.vault, "a key for tests")
    assert there.connect().execute(hashed).fetchall() == vault.connect().execute(hashed).fetchall()
    assert (moment_of(other), moment_of(places)) == (NOW, None)
    assert not other.landing.exists()


def test_the_other_home_links_with_the_model_in_use_then(home, tmp_path, monkeypatch):
    places, _ = home
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_text("1"), second.write_text("2")
    for day, path in ((1, first), (2, first), (9, second)):
        monkeypatch.setattr(model_in_use, "SHIPPED_MODEL", path)
        keep_model(places, datetime(2026, 11, day, tzinfo=UTC))
    for day, text in ((5, "1"), (9, "2"), (30, "2")):
        other = Places(tmp_path / f"as of {day}")
        pin_model(places, other, datetime(2026, 11, day, tzinfo=UTC))
        assert model_path(other).read_text() == text
    assert model_path(places) == second
