"""The rendered suites: the same bytes every time, and exactly what the judge runs."""

import json

from expectations import gx, suites
from expectations.suites import render, stale, suite_text
from tests.expectations.small_contract import OTHER, RULES, TABLE, small_contract


def test_render_gives_one_file_per_table_and_the_same_bytes_each_time():
    rendered = render(small_contract())
    assert list(rendered) == [f"{TABLE}.json", f"{OTHER}.json"]
    assert rendered == render(small_contract())
    assert all(text.endswith("}\n") for text in rendered.values())


def test_a_rendered_rule_carries_its_words_severity_and_id():
    (maximum,) = [
        e for e in json.loads(render(small_contract())[f"{TABLE}.json"])["expectations"] if e["meta"]["rule"] == "ISSUED.maximum"
    ]
    assert maximum == {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "ISSUED", "max_value": "2026-06-30"},
        "severity": "critical",
        "description": "ISSUED.maximum holds.",
        "meta": {"rule": "ISSUED.maximum", "kind": "values", "tolerance": 0.02, "fix": "mend ISSUED.maximum"},
    }


def test_rules_that_intake_settles_are_not_in_the_suite():
    text = render(small_contract())[f"{TABLE}.json"]
    assert "rows.count" in text and "file.layout" not in text


def test_gx_reads_a_rendered_suite_and_writes_back_the_same():
    for text in render(small_contract()).values():
        content = json.loads(text)
        with gx.quiet():
            suite, unknown = gx.suite_of(content)
        assert not unknown
        written = suite.to_json_dict()
        assert {k for k in written if written[k] != content.get(k)} <= {"id", "notes", "meta", "expectations"}
        assert written["meta"].items() >= content["meta"].items()
        fields = ("type", "kwargs", "severity", "description", "meta")
        assert [{field: e[field] for field in fields} for e in written["expectations"]] == content["expectations"]


def test_the_judge_runs_what_is_rendered():
    contract = small_contract()
    assert json.loads(render(contract)[f"{TABLE}.json"]) == json.loads(suite_text(suites.suite(contract, TABLE, RULES)))


def test_stale_names_what_changed_is_missing_or_belongs_to_no_contract(tmp_path):
    contract = small_contract()
    assert stale([contract], tmp_path) == [f"{OTHER}.json", f"{TABLE}.json"]
    for name, text in render(contract).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert stale([contract], tmp_path) == []
    (tmp_path / f"{TABLE}.json").write_text("{}", encoding="utf-8")
    (tmp_path / "library__gone.json").write_text("{}", encoding="utf-8")
    assert stale([contract], tmp_path) == [f"{TABLE}.json", "library__gone.json"]
