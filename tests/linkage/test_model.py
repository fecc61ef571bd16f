"""The model file: complete, and refused in one paragraph when it is not ours."""

import json
from pathlib import Path

import pytest

from orchestration.linkage.comparisons import COMPARISONS, OTHER_ID
from orchestration.linkage.model import SHIPPED_MODEL, ModelRefused, read_model, write_model


def changed(tmp_path: Path, change) -> Path:
    said = json.loads(SHIPPED_MODEL.read_text())
    change(said)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(said))
    return path


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda m: m.update(standardiser="0.1"), "standardiser 0.1"),
        (lambda m: m["weights"].pop("ssn"), "5 comparison levels"),
        (lambda m: m["weights"]["sex"].update(odd={"m": 0.5, "u": 0.5}), "1 comparison levels"),
        (lambda m: m["weights"]["sex"]["sex agrees"].update(m=1.5), r"outside \(0, 1\]"),
        (lambda m: m["thresholds"].update(lenient=50), "thresholds"),
        (lambda m: m.pop("prior"), "no person model"),
    ],
)
def test_a_model_of_another_version_is_refused_with_the_fix(tmp_path, change, says):
    with pytest.raises(ModelRefused, match=says) as refused:
        read_model(changed(tmp_path, change))
    assert "Nothing was linked" in str(refused.value)
    assert "twogen link train" in str(refused.value)


def test_a_missing_or_broken_model_file_is_refused(tmp_path):
    with pytest.raises(ModelRefused, match="no person model"):
        read_model(tmp_path / "none.json")
    (tmp_path / "torn.json").write_text('{"version": "1')
    with pytest.raises(ModelRefused, match="no person model"):
        read_model(tmp_path / "torn.json")


def test_a_model_written_is_the_model_read(tmp_path):
    model = read_model()
    write_model(model, tmp_path / "again.json")
    assert read_model(tmp_path / "again.json") == model


def test_the_shipped_model_weighs_agreement_for_and_disagreement_against():
    weights = read_model().weights
    for comparison in COMPARISONS:
        for group in {level.group for level in comparison.levels}:
            levels = [weights[comparison.name][level.label].bits for level in comparison.levels if level.group == group]
            assert max(levels) > 0, f"{comparison.name} {group}"
            assert min(levels) < 0 or comparison is OTHER_ID, f"{comparison.name} {group}: two agencies have two series of ids"


def test_the_shipped_model_names_no_resident():
    """Its texts are the labels of comparisons and what it was trained on; nothing else is a text."""
    said = json.loads(SHIPPED_MODEL.read_text())
    assert {type(x) for levels in said["weights"].values() for w in levels.values() for x in w.values()} == {float}
    assert set(said) == {"version", "standardiser", "trained_on", "prior", "thresholds", "weights"}


def test_surname_and_address_together_weigh_less_than_apart():
    """Members of a household share both, so the two are one piece of evidence (LINKAGE.md: about 9 bits too many)."""
    levels = read_model().weights["surname_and_address"]
    together = levels["surname and address agree"].bits
    apart = levels["surname agrees, address differs"].bits + levels["surname differs, address agrees"].bits
    assert together < apart + 1


def test_in_a_larger_home_two_are_rarer_one_person_and_share_a_home_by_chance_as_seldom():
    """Names and birth dates agree by chance as often as ever; kin and borrowers are as many for each person as in a small one."""
    model = read_model()
    larger = model.among(32 * model.trained_on["records"])
    assert larger.prior == pytest.approx(model.prior / 32)
    for comparison in COMPARISONS:
        for level in comparison.levels:
            more = larger.weights[comparison.name][level.label].bits - model.weights[comparison.name][level.label].bits
            assert more == pytest.approx(5 if level.is_shared else 0)
    assert model.among(10) == model
