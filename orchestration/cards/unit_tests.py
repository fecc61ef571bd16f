"""A card's worked cases as dbt unit tests, one YAML text."""

from datetime import date
from typing import Any

import yaml

from orchestration.cards.shape import Card, Case

_HEAD = """\
# Unit tests of the worked cases of {card}, docs/questions/{card}.md.
# Rendered by `twogen contracts render` from dbt_project/cards/{folder}.card.yaml; edit the card and render again.
"""


class _Row(dict):
    """A mapping that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Rows on one line, SQL as blocks, lists inside their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(_Row, lambda dumper, row: dumper.represent_mapping("tag:yaml.org,2002:map", row, flow_style=True))
_Dumper.add_representer(str, _block)


def unit_tests(card: Card, folder: str) -> str:
    """The text of `<card>_cases.yml`."""
    tests = {"unit_tests": [_unit_test(case) for case in card.cases]}
    text = yaml.dump(tests, Dumper=_Dumper, sort_keys=False, width=100_000, allow_unicode=True)
    return _HEAD.format(card=card.card, folder=folder) + text


def _unit_test(case: Case) -> dict[str, Any]:
    overrides = {"vars": dict(case.parameters), "macros": dict(case.macros)}
    overrides = {kind: said for kind, said in overrides.items() if said}
    return {
        "name": case.name,
        "description": " ".join(case.says.split()),
        "model": case.model,
        **({"overrides": overrides} if overrides else {}),
        "given": [{"input": given.input, **_rows(given.format, given.rows)} for given in case.given],
        "expect": _rows(case.expect.format, case.expect.rows),
    }


def _rows(kind: str, rows: list[dict[str, Any]] | str) -> dict[str, Any]:
    if isinstance(rows, str):
        return {"format": kind, "rows": rows}
    return {"rows": [_Row({column: _cell(value) for column, value in row.items()}) for row in rows]}


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
