"""A question over drawn people, built by dbt with the project's own macros in a project of four models.

Each world is a county of its own; its measures are named `<world>_<measure>`. All worlds go through one build.
"""

from pathlib import Path

import duckdb
import numpy as np

from tests.dbt.conftest import PROJECT, Build, run_dbt, small_project

EXPOSURES = ("both", "health", "housing", "none")
SUBGROUPS = {"sex": ("female", "male", "unknown"), "race_ethnicity": tuple("abcdefgh"), "county": ("x", "y", "z")}
COLUMNS = {
    "measure_name": "varchar", "exposure_value": "varchar", "is_met": "boolean", "value_number": "double",
    "null_reason": "varchar", "match_weight": "double", "person_id": "varchar", "family_id": "varchar",
    **dict.fromkeys(SUBGROUPS, "varchar"),
}  # fmt: skip
CELLS = f'measure_cells(ref("int_q0_outcomes__gathered"), exposures={list(EXPOSURES)}, cut_by={list(SUBGROUPS)})'
MODELS = {
    "int_q0_outcomes__gathered": "select * from read_parquet('{{ var(\"drawn\") }}/{{ var(\"link_level\") }}.parquet')",
    "fct_q0_cells": "{{ " + CELLS + " }}",
    "rpt_q0_drawn": '{{ measure_report("fct_q0_cells") }}',
    "rpt_q0_contrasts": '{{ measure_contrasts("rpt_q0_drawn", exposures=["both", "health", "housing"], comparison="none") }}',
}
WORLDS = {"a": (60, 0.4), "b": (200, 0.3), "c": (500, 0.5), "d": (1500, 0.3), "e": (4000, 0.6)}  # people, evenness


def draw_people(size: int, evenness: float, rng: np.random.Generator) -> list[dict]:
    """People with an exposure, subgroups, and the month in which something first happened to them."""
    shares = {name: rng.dirichlet([evenness] * len(values)) for name, values in SUBGROUPS.items()}
    exposed = {value: rng.dirichlet([1.0] * len(EXPOSURES)) for value in SUBGROUPS["race_ethnicity"]}
    people = []
    for number in range(size):
        person = {name: str(rng.choice(SUBGROUPS[name], p=share)) for name, share in shares.items()}
        person["exposure_value"] = str(rng.choice(EXPOSURES, p=exposed[person["race_ethnicity"]]))
        person["month"] = int(rng.choice([3, 9, 99], p=[0.25, 0.12, 0.63]))
        person["days"] = float(rng.integers(0, 120)) if rng.random() < 0.4 else 0.0
        person["seen_months"] = 6 if rng.random() < 0.08 else 12
        person["match_weight"] = 1.0 if rng.random() < 0.8 else None
        people.append(person | {"person_id": f"p{number}", "family_id": f"f{number}"})
    return people


def draw_siblings(families: int, evenness: float, rng: np.random.Generator) -> list[dict]:
    """Families of one to five children, who share all but their sex and, now and then, what happened to them."""
    people = []
    for eldest in draw_people(families, evenness, rng):
        for place in range(int(rng.integers(1, 6))):
            own = {"sex": str(rng.choice(SUBGROUPS["sex"])), "person_id": f"{eldest['person_id']}_{place}"}
            people.append(eldest | own | ({"month": int(rng.choice([3, 9, 99]))} if rng.random() < 0.3 else {}))
    return people


def split(people: list[dict], some: int) -> list[dict]:
    """The same at a stricter level: some people are two, of one family still."""
    return people + [person | {"person_id": f"{person['person_id']}_again"} for person in people[:some]]


def outcomes(world: str, people: list[dict]) -> list[tuple]:
    """Rows of the outcomes model: two nested windows, and days."""
    rows = []
    for person in people:
        group, weight = person["exposure_value"], person["match_weight"]
        who = [person[name] for name in ("person_id", "family_id", *SUBGROUPS)]
        for months in (6, 12):
            seen = person["seen_months"] >= months
            met, why = (person["month"] <= months, None) if seen else (None, "not_yet_reportable")
            rows.append((f"{world}_within_{months}", group, met, None, why, weight, *who))
        rows.append((f"{world}_days", group, None, person["days"], None, weight, *who))
    return rows


def build_question(folder: Path, at_levels: dict[str, list[tuple]], macros: Path | None = None) -> Build:
    """dbt's build of the drawn question, the strict and lenient levels first, as a night does it."""
    home, drawn = folder / "home", folder / "drawn"
    for path in (home / "warehouse", drawn):
        path.mkdir(parents=True)
    more = {"macro-paths": [str(macros or PROJECT / "macros")], "models": {"+materialized": "table"}}
    project = small_project(folder / "project", MODELS, vars={"drawn": str(drawn)}, **more)
    for level, rows in at_levels.items():
        _write(drawn / f"{level}.parquet", rows)
    for level in ("strict", "lenient"):
        built = run_dbt(home, "run", "--select", "+tag:cells", "--vars", f"{{link_level: {level}}}", project=project)
        assert built.returncode == 0, built.output[-3000:]
    return run_dbt(home, "build", project=project)


def _write(path: Path, rows: list[tuple]) -> None:
    with duckdb.connect() as con:
        con.execute(f"create table drawn ({', '.join(f'{name} {type_}' for name, type_ in COLUMNS.items())})")
        values = ", ".join(f"unnest(${i}::{type_}[])" for i, type_ in enumerate(COLUMNS.values(), 1))
        con.execute(f"insert into drawn select {values}", [[row[i] for row in rows] for i in range(len(COLUMNS))])
        con.execute(f"copy drawn to '{path}' (format parquet)")
