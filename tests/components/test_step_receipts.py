"""A step whose inputs have not changed reports its last counts and does nothing."""

import contextlib

from orchestration.components import step_receipts
from orchestration.places import Places


def test_a_step_runs_once_per_fingerprint(tmp_path):
    places, output, runs = Places(tmp_path), tmp_path / "rows", []

    def work():
        runs.append(1)
        output.write_text("rows")
        return {"rows": len(runs)}

    mark = step_receipts.fingerprint("inputs", 1)
    assert step_receipts.once(places, "step", mark, (output,), work) == {"rows": 1, "unchanged": False}
    assert step_receipts.once(places, "step", mark, (output,), work) == {"rows": 1, "unchanged": True}
    assert step_receipts.once(places, "step", step_receipts.fingerprint("inputs", 2), (output,), work)["rows"] == 2


def test_a_step_runs_again_when_what_it_wrote_is_gone(tmp_path):
    places, output = Places(tmp_path), tmp_path / "rows"

    def work():
        output.write_text("rows")
        return {}

    step_receipts.once(places, "step", "mark", (output,), work)
    output.unlink()
    assert step_receipts.once(places, "step", "mark", (output,), work)["unchanged"] is False


def test_a_step_runs_again_when_what_it_wrote_was_replaced_as_by_a_restore(tmp_path):
    places, output = Places(tmp_path), tmp_path / "rows"

    def work():
        output.write_text("rows")
        return {}

    step_receipts.once(places, "step", "mark", (output,), work)
    output.write_text("rows of an older night")
    assert step_receipts.once(places, "step", "mark", (output,), work)["unchanged"] is False
    assert output.read_text() == "rows"


def test_a_step_that_failed_leaves_no_receipt(tmp_path):
    places = Places(tmp_path)

    def work():
        raise RuntimeError

    with contextlib.suppress(RuntimeError):
        step_receipts.once(places, "step", "mark", (), work)
    assert step_receipts.last(places, "step")["fingerprint"] is None


def test_the_fingerprint_of_code_changes_with_the_code(monkeypatch, tmp_path):
    monkeypatch.setattr(step_receipts, "PROJECT_ROOT", tmp_path)
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text("1")
    before = step_receipts.code_of("room")
    (tmp_path / "room" / "a.py").write_text("2")
    assert step_receipts.code_of("room") != before
