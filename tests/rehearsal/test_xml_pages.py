"""XML as a reader of the contract sees it: rows inside the rows they belong to, nothing but what was given."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from data_contracts.reader import read_contract
from orchestration.errors import TwogenError
from orchestration.rehearsal.files import packed
from orchestration.rehearsal.xml_pages import xml_page

CARE = read_contract(Path(__file__).parents[2] / "data_contracts" / "sources" / "child_welfare__placements.odcs.yaml")
TABLES = [CARE.table(name) for name in ("child", "removal", "placement")]


def cells(**columns: list[str]) -> dict[str, np.ndarray]:
    return {name: np.array([text.encode("latin-1") for text in texts]) for name, texts in columns.items()}


def two_children() -> dict[str, dict[str, np.ndarray]]:
    return {
        "child": cells(childRecordNumber=["C1", "C2"], firstName=["Zoë", ""], lastName=["<O'Neil> & Co", "Day"]),
        "removal": cells(
            childRecordNumber=["C2", "C1", "C2"], removalDate=["20200101", "20210101", "20220101"], exitReason=["9", "1", "9"]
        ),
        "placement": cells(
            childRecordNumber=["C2", "C2"], removalDate=["20220101", "20220101"], startDate=["20220101", "20220301"],
            providerNumber=["", "F0000001"], providerZip=["", "40902"],
        ),
    }  # fmt: skip


def read(objects: dict[str, dict[str, np.ndarray]]) -> ElementTree.Element:
    return ElementTree.fromstring(xml_page(TABLES, objects).decode("latin-1").encode("utf-8"))


def test_rows_stand_in_the_row_they_share_their_number_with():
    root = read(two_children())
    assert root.tag == "outOfHomeCare"
    found = {
        child.findtext("childRecordNumber"): [removal.findtext("removalDate") for removal in child.findall("removal")]
        for child in root.findall("child")
    }
    assert found == {"C1": ["20210101"], "C2": ["20200101", "20220101"]}
    inside = [(r.findtext("removalDate"), len(r.findall("placement"))) for r in root.iter("removal")]
    assert inside == [("20210101", 0), ("20200101", 0), ("20220101", 2)]


def test_paths_become_elements_and_attributes_and_blank_cells_nothing():
    first, second = read(two_children()).findall("child")
    assert first.findtext("name/first") == "Zoë"
    assert first.findtext("name/last") == "<O'Neil> & Co"
    assert [element.tag for element in second.find("name")] == ["last"]
    without, with_ = second.findall("removal")[1].findall("placement")
    assert without.find("provider") is None
    assert with_.find("provider").attrib == {"number": "F0000001"}
    assert with_.findtext("provider/zip") == "40902"
    assert "childRecordNumber" not in [element.tag for element in with_]


def test_a_row_that_belongs_nowhere_is_refused():
    objects = two_children()
    objects["removal"]["childRecordNumber"][0] = b"C9"
    with pytest.raises(TwogenError, match="belong in no row of child_welfare__placements__child"):
        xml_page(TABLES, objects)


def test_objects_without_rows_leave_a_page_without_them():
    none = {name: {column: text[:0] for column, text in values.items()} for name, values in two_children().items()}
    assert list(read(none)) == []


def test_a_delivery_in_xml_is_written_in_the_contract_s_encoding():
    report = cells(agency=["21"], period=["202610"], created=["20261103"], children=["2"], removals=["3"])
    parent = cells(childRecordNumber=["C1"], parentRecordNumber=["P1"], relation=["1"], lastName=["Núñez"])
    content = packed(CARE, two_children() | {"report": report, "parent": parent})
    root = ElementTree.fromstring(content)
    assert "Núñez".encode() in content
    assert root.findtext("report/created") == "20261103"
    assert root.findtext("child/parent/name/last") == "Núñez"
