"""A home of many people made from a small one: its rows in force and its person keys, over and over under other ids.

What dbt reads is the same in form and as uneven as the small county; only nobody new is born in it.
"""

from pathlib import Path

import duckdb

from orchestration.places import Places

ID_SUFFIXES = ("_key", "_record_id")
ID_COLUMNS = ("record_id", "person_id", "strict_id", "lenient_id", "former_person_id")


def write_copies(small: Path, large: Path, copies: float) -> int:
    """in_force/ and keys/ of `small` in `large`, `copies` times; the first copy keeps its ids. Returns bytes written.

    Of the last copy, when it is a part of one, it holds that part of the rows.
    """
    written = 0
    for folder in (Places(small).in_force, Places(small).person_keys.parent):
        (large / folder.name).mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.parquet")):
            written += _write_copies(path, large / folder.name / path.name, copies)
    (large / "warehouse").mkdir(exist_ok=True)
    return written


def _write_copies(path: Path, copied: Path, copies: float) -> int:
    with duckdb.connect(config={"memory_limit": "3GB", "threads": 2, "preserve_insertion_order": "false"}) as con:
        names = [name for name, *_ in con.execute(f"describe from read_parquet('{path}')").fetchall()]
        ids = [name for name in names if _is_id(name)]
        whole, part = (int(copies), copies % 1) if ids else (1, 0.0)  # else a table about feeds, not about people
        columns = ", ".join(_copied(name) if name in ids else f'"{name}"' for name in names)
        of_part = f"or hash({', '.join(ids)}) % 1000 < {round(1000 * part)}" if part else ""
        con.execute(
            f"copy (select {columns} from read_parquet('{path}') cross join range({whole + bool(part)}) as copy(number)"
            f" where number < {whole} {of_part}) to '{copied}' (format parquet)"
        )
    return copied.stat().st_size


def _is_id(name: str) -> bool:
    return name in ID_COLUMNS or name.endswith(ID_SUFFIXES)


def _copied(name: str) -> str:
    """The id of another person, account or certificate in every copy but the first; as long as an id is."""
    return f"""case when number = 0 or "{name}" is null then "{name}" else md5("{name}" || number) end as "{name}\""""
