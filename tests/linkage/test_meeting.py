"""What `link explain` says of two records that are not together: whether they ever met, and who keeps them apart."""

from datetime import date, datetime

from orchestration.linkage import blocking
from orchestration.linkage.decisions import decide
from orchestration.linkage.explaining import explain
from tests.linkage.conftest import World, said

BORN = date(1975, 6, 2)
ROSA = {"first_name": "Rosa", "last_name": "Quintanilla", "birth_date": BORN}


def test_two_who_share_no_key_were_never_compared(world: World):
    world.link([said("a", "hmis", **ROSA), said("b", "school", first_name="Ole", last_name="Brandt", ssn="412551234")])
    why = explain(world.vault, world.places, world.model, "a", "b")
    assert "Never compared: they share no key of a blocking rule." in why.as_text() and why.others == ()


def test_a_key_that_only_the_unsure_are_compared_by_is_none_of_the_sure(world: World):
    """Namesakes with another birth date each."""
    world.link([said("a", "hmis", **ROSA), said("b", "school", **ROSA | {"birth_date": date(1931, 1, 9)})])
    assert explain(world.vault, world.places, world.model, "a", "b").never_compared == "they share no key of a blocking rule"


def test_a_key_of_too_many_is_told_by_its_rule(world: World, monkeypatch):
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", 2)
    monkeypatch.setattr("orchestration.linkage.meeting.LARGEST_BLOCK", 2)
    people = [said(f"r{n}", "hmis", first_name=name, birth_date=BORN, phone="4155550101") for n, name in enumerate("ABC")]
    world.link(people)
    why = explain(world.vault, world.places, world.model, "r0", "r1")
    assert why.never_compared == "what they share (phone) is of more than 2 nodes"


def test_two_who_were_compared_are_not_said_to_be_strangers(world: World):
    world.link([said("a", "hmis", **ROSA), said("b", "school", **ROSA | {"first_name": "Ole"})])
    why = explain(world.vault, world.places, world.model, "a", "b")
    assert why.joined_at == () and why.never_compared is None


def test_a_refusal_of_others_in_the_two_clusters_is_told_by_its_reason(world: World):
    """Two persons of one name and birth date, each with a well-attested SSN; a record with neither can be of one only."""
    one, other = {"ssn": "412551234"}, {"ssn": "523449876"}
    world.link([
        said("one", "births", "mother", **ROSA | one), said("one's", "wages", **ROSA | one),
        said("other", "hmis", **ROSA | other), said("other's", "jail", **ROSA | other),
        said("bare", "school", **ROSA),
    ])  # fmt: skip
    persons = world.keys("lenient_id")
    (apart,) = [record for record in ("one", "other") if persons[record] != persons["bare"]]
    why = explain(world.vault, world.places, world.model, "bare", apart)
    assert why.refusal is None and why.joined_at == ()
    assert why.others == ("two well-attested SSNs",)
    assert "Kept apart for a record of either's cluster: two well-attested SSNs." in why.as_text()
    assert not any(value.upper() in why.as_text().upper() for value in ("Rosa", "Quintanilla", "1975", "412551234"))


def test_a_reviewers_decision_is_told(world: World):
    decide(world.vault, world.places, ("a", "b"), "cannot_link", "seen", "reviewer", datetime(2026, 9, 1))
    world.link([said("a", "hmis", **ROSA), said("b", "school", **ROSA)])
    assert explain(world.vault, world.places, world.model, "a", "b").others == ("a reviewer's cannot-link",)
