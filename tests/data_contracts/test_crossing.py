"""What crosses to the analysis zone, by classification alone."""

from datetime import date
from pathlib import Path

import pytest

from data_contracts.crossing import raw_columns
from data_contracts.reader import read_contract, read_contracts
from tests.data_contracts.judged import add_row, connection, make_tables
from tests.data_contracts.test_quality import clinic

ROOT = Path(__file__).parents[2]
CONTRACTS = read_contracts(ROOT / "data_contracts" / "sources")
TABLES = [table for contract in CONTRACTS for table in contract.tables]
# Texts of organisations, not of people: the only ones that cross unbounded.
NAMES_OF_SYSTEMS_AND_PROJECTS = {
    "ExportID", "SourceID", "SourceName", "SoftwareName", "SoftwareVersion", "ImplementationID",
    "ProjectName", "ProjectCommonName",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_identifier_crosses_and_no_key_crosses_in_clear(table):
    for raw in raw_columns(table):
        if raw.from_column is None:
            continue
        column = table.column(raw.from_column)
        if column.classification == "identifier":
            assert raw.name == f"{column.name}_{raw.keep}" and raw.keep in column.keeps
        elif column.classification == "key":
            assert raw.name == f"{column.name}_key" and raw.expression.startswith("keyed_hash(")
        else:
            assert (raw.name, raw.classification) == (column.name, column.classification)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_everything_that_is_no_identifier_crosses(table):
    crossed = {raw.from_column for raw in raw_columns(table)}
    assert {c.name for c in table.columns if c.classification != "identifier"} <= crossed


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_text_that_breaks_its_codes_form_or_length_does_not_cross(table):
    """A name typed a field too far is a broken code in a `plain` column: the row flows, the name may not."""
    con, name = connection(), "Quillfeather"
    make_tables(con, next(contract for contract in CONTRACTS if table in contract.tables))
    texts = {c.name: name for c in table.columns if c.logical_type == "string" and c.classification in ("plain", "sensitive")}
    add_row(con, table, row_number=1, **texts)
    open_texts = set()
    for raw in raw_columns(table):
        if raw.origin == "column" and raw.from_column in texts:
            (crossed,) = con.execute(f"select {raw.expression} from {table.name}").fetchone()
            assert crossed in (None, name)
            open_texts |= {raw.name} if crossed else set()
    assert open_texts <= NAMES_OF_SYSTEMS_AND_PROJECTS


def test_a_text_that_keeps_its_promise_crosses_and_a_column_with_warnings_is_never_promised_filled():
    attendance = next(table for table in TABLES if table.name == "education__attendance")
    con = connection()
    make_tables(con, next(contract for contract in CONTRACTS if attendance in contract.tables))
    add_row(con, attendance, GradeLevel="02", Term="FALL", LanguageHome="spa")
    made = {raw.name: raw for raw in raw_columns(attendance)}
    for name, value in (("GradeLevel", "02"), ("Term", "FALL"), ("LanguageHome", "spa")):
        assert con.execute(f"select {made[name].expression} from {attendance.name}").fetchone() == (value,)
    assert made["Term"].required and not made["GradeLevel"].required


def test_record_ids_stand_first_then_the_delivery():
    births = next(table for table in TABLES if table.name == "health__births")
    names = [raw.name for raw in raw_columns(births)]
    assert names[:5] == ["child_record_id", "mother_record_id", "father_record_id", "delivery_id", "row_number"]
    assert names[5:8] == ["CERTIFICATE_key", "BIRTH_YEAR", "BSTATE"]
    assert "IDOB_birth_month" in names and "ZIPCODE_zip3" in names
    assert not {"IDOB", "ZIPCODE", "MOM_SSN", "KIDFNAME", "FILENO"} & set(names)


def test_coarser_columns_are_made_as_they_say(tmp_path):
    text = (ROOT / "tests/fixtures/good_contracts/clinic__visits.odcs.yaml").read_text()
    keeps = "        customProperties: [{property: keeps, value: [zip3, county, tract]}]\n"
    text = text.replace("description: First name of the child.\n", f"description: First name of the child.\n{keeps}")
    (tmp_path / "clinic__visits.odcs.yaml").write_text(text)
    contract = read_contract(tmp_path / "clinic__visits.odcs.yaml")
    table, con = contract.tables[0], connection()
    make_tables(con, contract)
    add_row(con, table, FirstName="360610112021001", BirthDate=date(2020, 5, 17), PatientID="p")
    add_row(con, table, FirstName="3606")
    made = {raw.name: raw for raw in raw_columns(table) if raw.keep or raw.origin == "key"}
    selected = ", ".join(f'{raw.expression} as "{name}"' for name, raw in made.items())
    first, second = con.execute(f"select {selected} from {table.name} order by row_number, 2 nulls last").fetchall()
    kept = dict(zip(made, first, strict=True))
    assert kept["BirthDate_birth_month"] == date(2020, 5, 1)
    assert (kept["FirstName_zip3"], kept["FirstName_county"], kept["FirstName_tract"]) == ("360", "36061", "36061011202")
    assert kept["PatientID_key"] == con.execute("select keyed_hash('clinic', 'patient', 'p')").fetchone()[0]
    assert set(second) == {None}
    types = con.execute(f"describe select {selected} from {table.name}").fetchall()
    assert {name: type_ for name, type_, *_ in types} == {name: raw.type for name, raw in made.items()}


@pytest.mark.parametrize(
    ("kind", "kwargs"),
    [
        ("match_regex", "regex: '^[12]$'"),
        ("match_regex_list", "regex_list: ['^1$', '^2$']"),
        ("match_like_pattern", "like_pattern: '1%'"),
    ],
)
def test_a_text_that_breaks_a_custom_expectation_of_its_form_does_not_cross(tmp_path, kind, kwargs):
    said = f"implementation: {{type: expect_column_values_to_{kind}, kwargs: {{{kwargs}}}}}"
    ward = "      - {name: Ward, logicalType: string, physicalType: char(1), classification: plain, description: Ward it was.,"
    quality = f" quality: [{{type: custom, engine: greatExpectations, {said}}}]}}\n"
    contract = clinic(tmp_path, "      - name: VisitDate\n", f"{ward}{quality}      - name: VisitDate\n")
    con, table = connection(), contract.tables[0]
    make_tables(con, contract)
    for text in ("1", "Quillfeather"):
        add_row(con, table, Ward=text)
    (made,) = [raw for raw in raw_columns(table) if raw.name == "Ward"]
    assert con.execute(f"select {made.expression} from {table.name}").fetchall() == [("1",), (None,)]
