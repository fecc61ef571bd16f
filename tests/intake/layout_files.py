"""Small files in the layouts of tests/fixtures/layouts, made by code."""

import io
from pathlib import Path

import duckdb

from data_contracts.reader import read_contract
from tests.intake.conftest import SECRET

FOLDER = Path(__file__).parents[1] / "fixtures" / "layouts"
AID, CARE, SCORES = (read_contract(FOLDER / f"{feed}.odcs.yaml") for feed in ("aid__cases", "foster__care", "exams__scores"))


def aid(*records: str, header: str = "HEADER20260902A  ", trailer: str | None = None) -> bytes:
    count = trailer if trailer is not None else f"TRAILER{len(records):07d}"
    return ("\n".join(r for r in (header, *records, count) if r) + "\n").encode("cp1252")


def family(case: str = "C1", month: str = "202608", aid: str = "00412") -> str:
    return f"T1{month}{case:<11}{aid}"


def adult(case: str = "C1", ssn: str = "999701234", first: str = SECRET, month: str = "202608", kind: str = "T2") -> str:
    return f"{kind}{month}{case:<11}{ssn:<9}{first:<16}"


def child(number: str = "K1", first: str = SECRET, removals: str = "", more: str = "") -> str:
    return (
        f'<child number="{number}"><name><first>{first}</first></name><born>20160229</born>'
        f"{more}<removals>{removals}</removals></child>"
    )


def removal(day: str = "2026-08-01", reason: str = "neglect") -> str:
    return f"<removal>{reason}<removed>{day}</removed></removal>"


def care(*children: str, head: str = "", count: int | None = None, root: str = "care") -> bytes:
    number = len(children) if count is None else count
    about = f"<about><sent>2026-09-02</sent><children>{number}</children></about>"
    return (f'{head}<{root}>{about}<agency county="049">{"".join(children)}</agency></{root}>').encode()


def parquet(select: str) -> bytes:
    """A Parquet file of a query's rows, in memory."""
    table = duckdb.sql(select).arrow()
    import pyarrow.parquet

    packed = io.BytesIO()
    reader = table if hasattr(table, "num_rows") else table.read_all()
    pyarrow.parquet.write_table(reader, packed)
    return packed.getvalue()


SCORE = f"""'0001' as pupil, '{SECRET}' as first, date '2026-08-03' as taken, 97.0::double as score,
    0.25::decimal(4, 2) as share, true as passed"""
