"""The page of a dbt model that is rendered from contracts: its grain, its key and its columns. Text only."""

from collections.abc import Iterable, Mapping, Sequence

RENDERED_BY = "Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract."


def no_rows(columns: Iterable[str], types: Mapping[str, str]) -> str:
    """SQL of a table without a row; a column whose type is not told is a text."""
    typed = ",\n".join(f"    cast(null as {types.get(column, 'varchar')}) as {column}" for column in columns)
    return f"select\n{typed}\nwhere false"


def model_files(
    name: str, folder: str, grain: str, body: str, columns: Mapping[str, str], key: Sequence[str]
) -> dict[str, str]:
    """Path below the checkout -> text: the model's SQL and its yml."""
    described = "".join(f"      - name: {column}\n        description: '{words}'\n" for column, words in columns.items())
    page = (
        f"# {RENDERED_BY}\nversion: 2\n\nmodels:\n  - name: {name}\n"
        f"    description: '{grain}'\n"
        "    data_tests:\n      - unique_combination:\n          arguments:\n"
        f"            columns: [{', '.join(key)}]\n"
        f"    columns:\n{described}"
    )
    return {f"{folder}/{name}.sql": f"-- {grain}\n-- {RENDERED_BY}\n{body}\n", f"{folder}/{name}.yml": page}
