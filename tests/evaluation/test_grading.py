"""The measures on small crosswalks whose grades are worked out by hand."""

import duckdb
import pytest

from orchestration.evaluation import grade
from orchestration.evaluation.measures import Measures


def graded(keys: dict[str, str], truth: dict[str, tuple], subgroups=()) -> dict[str, dict[str, Measures]]:
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
        return grade(con, "keys", "truth", subgroups)


TRUTH = {"a1": ("A", 1), "a2": ("A", 1), "a3": ("A", 1), "b1": ("B", 2), "b2": ("B", 2), "c1": ("C", 3)}


def test_a_perfect_crosswalk_gets_full_marks():
    all_ = graded({"a1": "1", "a2": "1", "a3": "1", "b1": "2", "b2": "2", "c1": "3"}, TRUTH)["all"]["all"]
    assert (all_.precision, all_.recall, all_.b_f1, all_.exactly_right, all_.falsely_merged) == (1, 1, 1, 1, 0)
    assert (all_.persons, all_.records) == (3, 6)


def test_a_wrong_join_and_a_missed_one_are_counted_as_by_hand():
    """Clusters {a1 a2} {a3 b1} {b2} {c1}: pairs joined 2, of them right 1; true pairs 4."""
    all_ = graded({"a1": "1", "a2": "1", "a3": "2", "b1": "2", "b2": "3", "c1": "4"}, TRUTH)["all"]["all"]
    assert all_.precision == 0.5
    assert all_.recall == 0.25
    assert all_.b_precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6, abs=1e-6)
    assert all_.b_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6, abs=1e-6)
    assert all_.exactly_right == pytest.approx(1 / 3, abs=1e-6)
    assert all_.falsely_merged == pytest.approx(2 / 3, abs=1e-6)


def test_pairs_out_of_reach_count_against_recall_over_all_pairs_only():
    truth = {"a1": ("A", 1), "a2": ("A", 1), "a3": ("A", 2)}
    all_ = graded({"a1": "1", "a2": "1", "a3": "2"}, truth)["all"]["all"]
    assert all_.recall == pytest.approx(1 / 3, abs=1e-6)
    assert all_.recall_reachable == 1
    assert (all_.exactly_right, all_.exactly_right_reachable) == (0, 1)


def test_subgroups_answer_for_their_own_people():
    truth = {"a1": ("A", 1, "young"), "a2": ("A", 1, "young"), "b1": ("B", 2, "old"), "b2": ("B", 2, "old")}
    found = graded({"a1": "1", "a2": "1", "b1": "2", "b2": "3"}, truth, ("age",))["age"]
    assert found["young"].recall_reachable == 1
    assert found["old"].recall_reachable == 0
    assert found["old"].falsely_merged == 0


def test_a_false_merge_across_subgroups_counts_in_both():
    truth = {"a1": ("A", 1, "young"), "b1": ("B", 2, "old"), "c1": ("C", 3, "old")}
    found = graded({"a1": "1", "b1": "1", "c1": "2"}, truth, ("age",))["age"]
    assert (found["young"].falsely_merged, found["old"].falsely_merged) == (1, 0.5)
    assert found["young"].precision == found["old"].precision == 0


def test_records_on_one_side_only_are_left_out():
    all_ = graded({"a1": "1", "x": "1"}, {"a1": ("A", 1), "a2": ("A", 1)})["all"]["all"]
    assert (all_.records, all_.precision, all_.recall) == (1, 1, 1)


def test_an_interval_holds_its_measure_and_is_the_same_each_time():
    keys = {f"{p}{i}": f"{p}{i if p % 5 == 0 else 0}" for p in range(60) for i in range(2)}
    truth = {f"{p}{i}": (str(p), p) for p in range(60) for i in range(2)}
    first, again = (graded(keys, truth)["all"]["all"] for _ in range(2))
    low, high = first.intervals["recall_reachable"]
    assert low < first.recall_reachable < high
    assert first == again
