"""A small warehouse as dbt leaves it, made in the test, and what the night knows of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.places import Places
from orchestration.publishing import Bound, Evidence, Facts

NIGHT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
WAREHOUSE = """
    create table dim_person as
    select md5(i::varchar) as person_id, case when i % 2 = 0 then 'female' else 'male' end as sex from range(50) t(i);
    comment on table dim_person is 'One row per person; don''t guess.';
    comment on column dim_person.sex is 'As recorded.';
    create table fct_person_months as
    select md5(i::varchar) as person_id, date '2026-01-01' as service_month, 3 as service_count from range(50) t(i);
    create table rpt_q13_systems_used as
    select 2025 as calendar_year, 'all' as subgroup, n as people_count from (values (0), (15), (null)) t(n);
    create table int_people__resolved as select 'abc' as person_record_id;
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home's")  # a quote in a path must not matter


@pytest.fixture
def build(places: Places) -> Callable[..., None]:
    """Makes tonight's warehouse, with further statements when given."""

    def build(*statements: str) -> None:
        places.warehouse.mkdir(parents=True, exist_ok=True)
        path = places.warehouse / "warehouse.duckdb"
        path.unlink(missing_ok=True)
        with duckdb.connect(path) as con:
            for statement in (WAREHOUSE, *statements):
                con.execute(statement)

    return build


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(
        failed_nodes=(),
        linkage=(Bound("largest_cluster", 12, at_most=60), Bound("linked_share", 0.8, at_least=0.5)),
        forbidden_columns=frozenset({"MOM_SSN", "KIDFNAME", "DOB"}),
    )


@pytest.fixture
def facts() -> Facts:
    births = {"feed": "health__births", "delivery_id": "2026-08_0f", "sha256": "0f" * 32, "contract_version": "1.0.0"}
    defined = {"rpt_q13_systems_used": {"card": "1.0.0", "parameters": {"gap_months": 1}}}
    said = {"parameters": {"gap_months": 1, "family_definition": "birth_parents"}, "definitions": defined}
    return Facts(deliveries=(births,), model_version="1", code_version="v0.1.0-3-gabc", **said)
