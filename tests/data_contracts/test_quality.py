"""The promises the agencies' contracts do not make, but the next one may: compiled from a small contract and set off."""

from pathlib import Path

import pytest

from data_contracts import Contract
from data_contracts.errors import ContractError
from data_contracts.reader import read_contract, read_contracts
from tests.data_contracts.judged import add_row, broken, connection, make_tables

CLINIC = Path(__file__).parents[1] / "fixtures" / "good_contracts" / "clinic__visits.odcs.yaml"
OBJECT_QUALITY = "  - {metric: rowCount, mustBeGreaterThan: 0}\n"
COLUMN_QUALITY = "{metric: nullValues, mustBeLessOrEqualTo: 30, unit: percent, severity: warning}"


def clinic(tmp_path: Path, old: str = "", new: str = "", feed: str = "clinic__visits") -> Contract:
    """The small contract with one text in place of another."""
    text = CLINIC.read_text()
    assert old in text
    path = tmp_path / f"{feed}.odcs.yaml"
    path.write_text(text.replace(old, new, 1).replace("clinic__visits", feed) if old else text)
    return read_contract(path)


def counted(contract: Contract, rule_id: str, *rows: dict) -> int:
    con, table = connection(), contract.tables[0]
    make_tables(con, contract)
    for row in rows:
        add_row(con, table, **row)
    return broken(con, next(r for r in table.rules if r.id == rule_id), contract, table)


def rule(contract: Contract, rule_id: str):
    return next(r for r in contract.tables[0].rules if r.id == rule_id)


@pytest.mark.parametrize(
    ("bound", "kwargs"),
    [
        ("mustBe: 3", (3, 3)),
        ("mustBeGreaterThan: 2", (3, None)),
        ("mustBeGreaterOrEqualTo: 2", (2, None)),
        ("mustBeLessThan: 9", (None, 8)),
        ("mustBeLessOrEqualTo: 9", (None, 9)),
        ("mustBeBetween: [2, 9]", (2, 9)),
    ],
)
def test_row_counts_are_bounded_on_the_right_side(tmp_path, bound, kwargs):
    found = rule(clinic(tmp_path, "mustBeGreaterThan: 0", bound), "table.row_count")
    assert (found.kwargs["min_value"], found.kwargs["max_value"]) == kwargs
    assert (found.kind, found.severity, found.tolerance, found.predicate) == ("file", "critical", 0, None)


def test_a_bound_in_percent_is_the_tolerance(tmp_path):
    contract = clinic(tmp_path)
    assert rule(contract, "WeightGrams.filled").tolerance == pytest.approx(0.3)
    assert counted(contract, "WeightGrams.filled", {"WeightGrams": None}, {"WeightGrams__text": "1"}) == 1


def test_valid_values_of_a_number_are_compared_as_numbers(tmp_path):
    contract = clinic(tmp_path, COLUMN_QUALITY, "{metric: invalidValues, arguments: {validValues: [1, 2]}, mustBe: 0}")
    assert counted(contract, "WeightGrams.valid", {"WeightGrams": 3}, {"WeightGrams": 2}, {"WeightGrams": None}) == 1


def test_duplicates_of_one_column_and_of_several(tmp_path):
    several = "  - {metric: duplicateValues, name: one_a_day, arguments: {properties: [PatientID, Sex]}, mustBe: 0}\n"
    contract = clinic(tmp_path, OBJECT_QUALITY, several)
    twice = [{"PatientID": "p", "Sex": "1"}, {"PatientID": "p", "Sex": "1"}]
    assert counted(contract, "records.one_a_day", *twice, {"PatientID": "p", "Sex": "2"}) == 2
    assert counted(contract, "records.one_a_day", {"PatientID": "p"}, {"PatientID": "p"}) == 0
    single = clinic(tmp_path, COLUMN_QUALITY, "{metric: duplicateValues, mustBe: 0}")
    assert counted(single, "WeightGrams.distinct", {"WeightGrams": 1}, {"WeightGrams": 1}, {"WeightGrams": 2}) == 2


def test_a_query_on_a_property_is_a_rule_about_its_values(tmp_path):
    query = "SELECT COUNT(*) FROM {object} WHERE {property} % 10 <> 0"
    contract = clinic(tmp_path, COLUMN_QUALITY, f'{{type: sql, name: tens, mustBe: 0, query: "{query}"}}')
    assert rule(contract, "WeightGrams.tens").kind == "values"
    assert counted(contract, "WeightGrams.tens", {"WeightGrams": 205}, {"WeightGrams": 210}, {"WeightGrams": None}) == 1


def test_a_rule_s_own_words_are_kept(tmp_path):
    spelled = (
        "customProperties: [{property: message, value: The weight is blank.}, {property: fix, value: Weigh the child.}, "
        "{property: tolerance, value: 0.5}]"
    )
    contract = clinic(tmp_path, COLUMN_QUALITY, f"{{metric: nullValues, mustBe: 0, severity: critical, {spelled}}}")
    found = rule(contract, "WeightGrams.filled")
    said = (found.severity, found.tolerance, found.message, found.fix)
    assert said == ("critical", 0.5, "The weight is blank.", "Weigh the child.")


def test_a_column_s_own_promise_takes_its_own_words(tmp_path):
    words = "{property: rules, value: {codes: {severity: critical, tolerance: 0.1, fix: Write one or two.}}}"
    contract = clinic(tmp_path, "          - {property: enum,", f"          - {words}\n          - {{property: enum,")
    found = rule(contract, "Sex.codes")
    assert (found.severity, found.tolerance, found.fix) == ("critical", 0.1, "Write one or two.")


def test_unique_and_shortest_length(tmp_path):
    contract = clinic(
        tmp_path,
        "        physicalType: char(1)\n",
        "        physicalType: char(1)\n        unique: true\n        logicalTypeOptions: {minLength: 2}\n",
    )
    assert counted(contract, "Sex.unique", {"Sex": "1"}, {"Sex": "1"}, {"Sex": None}, {"Sex": None}) == 2
    assert counted(contract, "Sex.min_length", {"Sex": "1"}, {"Sex": "11"}, {"Sex": None}) == 1


def relation(to: str) -> str:
    return f"    relationships:\n      - {{from: visits.PatientID, to: {to}}}\n    properties:\n      - name: VisitID"


def test_a_compound_reference_inside_a_delivery(tmp_path):
    pair = "{from: [visits.GuardianID, visits.Sex], to: [visits.PatientID, visits.Sex]}"
    contract = clinic(
        tmp_path,
        "    properties:\n      - name: VisitID",
        f"    relationships:\n      - {pair}\n    properties:\n      - name: VisitID",
    )
    rows = [
        {"PatientID": "p", "Sex": "1", "GuardianID": "p"},
        {"PatientID": "q", "Sex": "2", "GuardianID": "p"},
        {"PatientID": "r", "Sex": "2"},
    ]
    assert counted(contract, "GuardianID+Sex.in_visits", *rows) == 1


def test_a_reference_to_another_feed_hashes_keys_and_waits_for_that_feed(tmp_path):
    clinic(tmp_path, "DSA 0000-000", "DSA 0000-001", feed="lab__visits")
    contract = clinic(tmp_path, "    properties:\n      - name: VisitID", relation("lab__visits.PatientID"))
    read_contracts(tmp_path)  # the folder agrees: the key is in force there
    found, con, table = rule(contract, "PatientID.in_lab__visits"), connection(), contract.tables[0]
    assert (found.kind, found.severity) == ("across_feeds", "warning")
    make_tables(con, contract)
    for number in ("p", "q", None):
        add_row(con, table, PatientID=number)
    assert broken(con, found, contract, table) == 0  # nothing of the other feed is in force yet
    con.execute("insert into in_force_lab__visits select keyed_hash('clinic', 'patient', 'p')")
    assert broken(con, found, contract, table) == 1


def test_a_reference_to_another_feed_s_identifier_is_refused(tmp_path):
    clinic(tmp_path, "DSA 0000-000", "DSA 0000-001", feed="lab__visits")
    text = relation("lab__visits.FirstName").replace("PatientID", "FirstName")
    clinic(tmp_path, "    properties:\n      - name: VisitID", text)
    with pytest.raises(ContractError, match='"FirstName" is not in force in lab__visits'):
        read_contracts(tmp_path)


def test_a_reference_to_the_numbers_of_another_issuer_is_refused(tmp_path):
    clinic(tmp_path, "DSA 0000-000", "DSA 0000-001", feed="lab__visits")
    clinic(tmp_path, "    properties:\n      - name: VisitID", relation("lab__visits.GuardianID"))
    said = "PatientID is a patient number of clinic, GuardianID of lab__visits a guardian number of clinic; keys of two"
    with pytest.raises(ContractError, match=said):
        read_contracts(tmp_path)


def across(query: str) -> str:
    return f"""      - name: known_to_the_lab
        type: sql
        query: SELECT COUNT(*) FROM {{object}} WHERE {query}
        mustBe: 0
      - name: visit_before_birth"""


def test_a_query_over_another_feed_is_checked_against_what_is_in_force_there(tmp_path):
    clinic(tmp_path, "DSA 0000-000", "DSA 0000-001", feed="lab__visits")
    right = '"VisitDate" NOT IN (SELECT "VisitDate" FROM {in_force:lab__visits} WHERE "PatientID_key" IS NOT NULL)'
    contract = clinic(tmp_path, "      - name: visit_before_birth", across(right))
    assert rule(contract, "records.known_to_the_lab").kind == "across_feeds"
    read_contracts(tmp_path)
    wrong = right.replace("PatientID_key", "PatientNo_key")
    clinic(tmp_path, "      - name: visit_before_birth", across(wrong))
    with pytest.raises(ContractError, match=r'"PatientNo_key" stands in no table of the query; did you mean "PatientID_key"'):
        read_contracts(tmp_path)
