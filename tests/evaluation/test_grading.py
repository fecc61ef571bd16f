"""The measures on small crosswalks whose grades are worked out by hand."""

import json

import duckdb
import pytest

from orchestration.evaluation.measures import Measures, measure
from orchestration.evaluation.subgroups import intervals, measure_subgroups
from orchestration.evaluation.tallies import Tallies, pooled, tally


def tallied(keys: dict[str, str], truth: dict[str, tuple], subgroups=()) -> Tallies:
    """truth: record -> (person, reach, *subgroups)."""
    with duckdb.connect() as con:
        con.execute("create table keys (record_id varchar, person_id varchar)")
        con.executemany("insert into keys values (?, ?)", list(keys.items()))
        con.execute(
            f"create table truth (record_id varchar, person varchar, reach integer{''.join(f', {c} varchar' for c in subgroups)})"
        )
        con.executemany(
            f"insert into truth values ({', '.join('?' * (3 + len(subgroups)))})", [(r, *t) for r, t in truth.items()]
        )
        return tally(con, "keys", "truth", {column: column for column in subgroups})


def graded(keys: dict[str, str], truth: dict[str, tuple]) -> Measures:
    return measure(tallied(keys, truth))


TRUTH = {"a1": ("A", 1), "a2": ("A", 1), "a3": ("A", 1), "b1": ("B", 2), "b2": ("B", 2), "c1": ("C", 3)}


def test_a_perfect_crosswalk_gets_full_marks():
    all_ = graded({"a1": "1", "a2": "1", "a3": "1", "b1": "2", "b2": "2", "c1": "3"}, TRUTH)
    assert (all_.precision, all_.recall, all_.b_cubed_f1, all_.exactly_right, all_.falsely_merged) == (1, 1, 1, 1, 0)
    assert (all_.persons, all_.records) == (3, 6)


def test_a_wrong_join_and_a_missed_one_are_counted_as_by_hand():
    """Clusters {a1 a2} {a3 b1} {b2} {c1}: pairs joined 2, of them right 1; true pairs 4."""
    all_ = graded({"a1": "1", "a2": "1", "a3": "2", "b1": "2", "b2": "3", "c1": "4"}, TRUTH)
    assert all_.precision == 0.5
    assert all_.recall == 0.25
    assert all_.f1 == pytest.approx(1 / 3, abs=1e-6)
    assert (all_.wrong_pairs, all_.missed_pairs, all_.missed_reachable_pairs) == (1, 3, 3)
    assert all_.b_cubed_precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6, abs=1e-6)
    assert all_.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6, abs=1e-6)
    assert all_.exactly_right == pytest.approx(1 / 3, abs=1e-6)
    assert all_.falsely_merged == pytest.approx(2 / 3, abs=1e-6)


def test_pairs_out_of_reach_count_against_recall_over_all_pairs_only():
    truth = {"a1": ("A", 1), "a2": ("A", 1), "a3": ("A", 2)}
    all_ = graded({"a1": "1", "a2": "1", "a3": "2"}, truth)
    assert all_.recall == pytest.approx(1 / 3, abs=1e-6)
    assert all_.recall_reachable == 1
    assert (all_.exactly_right, all_.exactly_right_reachable) == (0, 1)
    assert (all_.missed_pairs, all_.missed_reachable_pairs) == (2, 0)


def test_a_right_pair_out_of_reach_helps_no_figure_over_reachable_pairs():
    """Clusters {a1 a2 a3 b1}: of 6 pairs joined 3 are right, 1 of them reachable; 3 are wrong."""
    all_ = graded(dict.fromkeys(("a1", "a2", "a3", "b1"), "1"), {"a1": ("A", 1), "a2": ("A", 1), "a3": ("A", 2), "b1": ("B", 3)})
    assert (all_.precision, all_.precision_reachable) == (0.5, 0.25)
    assert (all_.recall, all_.recall_reachable) == (1, 1)
    assert all_.f1_reachable == pytest.approx(0.4, abs=1e-6)


def test_subgroups_answer_for_their_own_people():
    truth = {"a1": ("A", 1, "young"), "a2": ("A", 1, "young"), "b1": ("B", 2, "old"), "b2": ("B", 2, "old")}
    found = measure_subgroups(tallied({"a1": "1", "a2": "1", "b1": "2", "b2": "3"}, truth, ("age",)))["age"]
    assert found["young"].recall_reachable == 1
    assert found["old"].recall_reachable == 0
    assert found["old"].falsely_merged == 0


def test_a_false_merge_across_subgroups_counts_in_both():
    truth = {"a1": ("A", 1, "young"), "b1": ("B", 2, "old"), "c1": ("C", 3, "old")}
    found = measure_subgroups(tallied({"a1": "1", "b1": "1", "c1": "2"}, truth, ("age",)))["age"]
    assert (found["young"].falsely_merged, found["old"].falsely_merged) == (1, 0.5)
    assert found["young"].precision == found["old"].precision == 0


def test_records_on_one_side_only_are_left_out():
    all_ = graded({"a1": "1", "x": "1"}, {"a1": ("A", 1), "a2": ("A", 1)})
    assert (all_.records, all_.precision, all_.recall) == (1, 1, 1)


KEYS = {f"{p}{i}": f"{p}{i if p % 5 == 0 else 0}" for p in range(60) for i in range(2)}  # every fifth person is split
SPLIT = {f"{p}{i}": (str(p), p, "split" if p % 10 == 0 else "other") for p in range(60) for i in range(2)}


def test_an_interval_holds_its_measure_and_is_the_same_each_time():
    tallies = tallied(KEYS, SPLIT, ("kind",))
    low, high = intervals(tallies)["recall_reachable"]
    assert low < measure(tallies).recall_reachable < high
    assert intervals(tallies) == intervals(tallied(KEYS, SPLIT, ("kind",)))
    assert measure_subgroups(tallies) == measure_subgroups(tallied(KEYS, SPLIT, ("kind",)))


def test_an_interval_is_as_wide_as_that_of_a_share_of_sixty_persons():
    """12 of 60 persons of one pair each are split: a recall of .8, whose 95 % interval is about .8 -+ 1.96 sqrt(.16 / 60)."""
    low, high = intervals(tallied(KEYS, SPLIT, ("kind",)))["recall_reachable"]
    assert low == pytest.approx(0.8 - 0.101, abs=0.02)
    assert high == pytest.approx(0.8 + 0.101, abs=0.02)


def test_a_subgroup_says_how_far_it_stays_behind_the_whole():
    """6 persons of the subgroup have no pair joined; of the other 54, 6 have none: recalls of 0, 48/54 and, over all, .8."""
    found = measure_subgroups(tallied(KEYS, SPLIT, ("kind",)))["kind"]
    assert found["split"].recall_gap == pytest.approx(0.8, abs=1e-6)
    assert found["other"].recall_gap == pytest.approx(0.8 - 48 / 54, abs=1e-5)
    low, high = found["split"].intervals["recall_gap"]
    assert 0.6 < low < 0.8 < high < 1
    assert found["split"].intervals["falsely_merged"] == (0, 0), "nobody is merged, however the persons are drawn"


def test_pooled_homes_are_graded_as_one_of_all_their_persons():
    right = tallied({"a1": "1", "a2": "1"}, {"a1": ("A", 1, "f"), "a2": ("A", 1, "f")}, ("sex",))
    wrong = tallied({"a1": "1", "a2": "2", "b1": "2"}, {"a1": ("A", 1, "f"), "a2": ("A", 1, "f"), "b1": ("B", 2, "m")}, ("sex",))
    both = measure(pooled([right, wrong]))
    assert (both.persons, both.recall, both.precision) == (3, 0.5, 0.5)
    assert both.falsely_merged == pytest.approx(2 / 3, abs=1e-6)
    assert {value: m.persons for value, m in measure_subgroups(pooled([right, wrong]))["sex"].items()} == {"f": 2, "m": 1}


def test_tallies_name_nobody_and_are_the_same_after_being_kept():
    tallies = tallied(KEYS, SPLIT, ("kind",))
    assert len(tallies.persons) == 3, "whole, split of either kind: persons who came to the same are one row"
    assert tallies.persons.sum() == 60
    kept = Tallies.from_dict(json.loads(json.dumps(tallies.as_dict())))
    assert measure_subgroups(kept) == measure_subgroups(tallies)
