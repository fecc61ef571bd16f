"""The gate says no with every reason, and leaves what was current."""

from dataclasses import replace
from datetime import timedelta

import pytest

from orchestration.publishing import (
    Bound,
    Evidence,
    PublishRefused,
    current_version,
    failed_dbt_nodes,
    publish,
    versions,
)
from tests.publishing.conftest import NIGHT


def refusal(places, evidence, facts) -> tuple[str, ...]:
    """The reasons publishing was refused, after checking that nothing moved."""
    before = (current_version(places), versions(places))
    with pytest.raises(PublishRefused) as refused:
        publish(places, evidence, facts, NIGHT + timedelta(days=1))
    assert (current_version(places), versions(places)) == before
    return refused.value.reasons


def test_dbt_failures_are_those_of_severity_error_and_what_they_took_with_them():
    results = [
        {"unique_id": "model.twogen.dim_person", "status": "success", "failures": None},
        {"unique_id": "test.twogen.a", "status": "pass", "failures": 0},
        {"unique_id": "test.twogen.b", "status": "warn", "failures": 7},
        {"unique_id": "test.twogen.c", "status": "fail", "failures": 3, "message": "quotes Zebulon"},
        {"unique_id": "model.twogen.d", "status": "error", "failures": None},
        {"unique_id": "model.twogen.e", "status": "skipped", "failures": None},
    ]
    assert failed_dbt_nodes({"results": results}) == (
        "dbt test.twogen.c: fail (3 rows)",
        "dbt model.twogen.d: error",
        "dbt model.twogen.e: skipped",
    )


def test_no_dbt_results_are_no_good_results():
    assert failed_dbt_nodes({"results": []}) == (
        "dbt: not every model was built and tested on what is in force, or the warehouse was written to since; "
        "run the whole nightly job",
    )


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        (Bound("share", 0.5, at_least=0.5), True),
        (Bound("share", 0.499, at_least=0.5), False),
        (Bound("size", 60, at_most=60), True),
        (Bound("size", 61, at_most=60), False),
        (Bound("size", None, at_most=60), False),
        (Bound("size", float("nan"), at_most=60), False),
    ],
)
def test_a_linkage_number_must_keep_its_limits(bound, holds):
    assert (bound.breach is None) == holds


def test_every_reason_is_given_at_once_and_current_stays(places, build, evidence, facts):
    build()
    publish(places, evidence, facts, NIGHT)
    build("alter table dim_person rename sex to Kidfname", "update rpt_q13_systems_used set people_count = 10")
    bad = Evidence(
        failed_nodes=("dbt test.twogen.a: fail (2 rows)",),
        linkage=(Bound("largest_cluster", 900, at_most=60),),
        forbidden_columns=evidence.forbidden_columns,
    )
    assert refusal(places, bad, facts) == (
        "dbt test.twogen.a: fail (2 rows)",
        "linkage gate largest_cluster: 900 is above the most allowed, 60",
        "leak check: dim_person.Kidfname is an identifier or a record's number",
        "leak check: rpt_q13_systems_used.people_count shows 3 counts from 1 to 10",
    )


@pytest.mark.parametrize("column", ["dob", "DOB", "record_id", "mother_record_id", "delivery_id", "row_number"])
def test_a_forbidden_column_is_refused_in_any_case(places, build, evidence, facts, column):
    build(f"alter table fct_person_months rename service_count to {column}")
    assert refusal(places, evidence, facts) == (f"leak check: fct_person_months.{column} is an identifier or a record's number",)


@pytest.mark.parametrize(("value", "refused"), [("123456789", 1), ("123-45-6789", 1), ("12345678", 0), ("12345678a", 0)])
def test_a_value_in_the_shape_of_an_ssn_is_refused_and_not_quoted(places, build, evidence, facts, value, refused):
    build(f"update dim_person set sex = '{value}' where person_id = md5('7')")
    if not refused:
        assert publish(places, evidence, facts, NIGHT).is_new
        return
    (reason,) = refusal(places, evidence, facts)
    assert value not in reason
    assert "dim_person.sex holds 1 values" in reason


@pytest.mark.parametrize(("count", "refused"), [(0, False), (1, True), (10, True), (11, False)])
def test_a_report_shows_no_count_from_one_to_ten(places, build, evidence, facts, count, refused):
    build(f"update rpt_q13_systems_used set people_count = {count}")
    if refused:
        assert "shows 3 counts from 1 to 10" in refusal(places, evidence, facts)[0]
    else:
        assert publish(places, evidence, facts, NIGHT).is_new


@pytest.mark.parametrize("column", ["person_id", "child_person_id"])
def test_a_report_names_nobody(places, build, evidence, facts, column):
    build(f"alter table rpt_q13_systems_used rename subgroup to {column}")
    assert "names single people" in refusal(places, evidence, facts)[0]


def test_a_whole_number_in_a_report_that_is_not_named_a_count_is_refused(places, build, evidence, facts):
    build("alter table rpt_q13_systems_used rename people_count to people")
    assert "is not named a count" in refusal(places, evidence, facts)[0]


def test_the_first_refusal_leaves_no_current(places, build, evidence, facts):
    build()
    refusal(places, replace(evidence, failed_nodes=("dbt test.twogen.a: fail",)), facts)
    assert not list(places.published.iterdir())
