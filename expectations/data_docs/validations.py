"""What the judge found on a delivery, as Great Expectations files it: the contract's own words, and counts.

Kept in receipts/validations/<feed>/<delivery>/<table>.json, for Data Docs to be made of.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from data_contracts.contract import Contract
from data_contracts.verdicts import Judgement, RuleResult
from expectations.suites import expectation, suite_text
from orchestration.places import Places

Validation = dict[str, Any]  # one table of one delivery, judged


def keep(contract: Contract, delivery_id: str, judged_at: datetime, judgement: Judgement, places: Places) -> None:
    """The validation of each table that was judged; a later judgement of the same delivery replaces it."""
    for table in contract.tables:
        put = [result for result in judgement.results if result.table == table.name and result.counts is not None]
        if put:
            content = _validation(contract, table.name, put) | {
                "delivery": delivery_id,
                "judged_at": judged_at.isoformat(),
                "verdict": judgement.verdict,
            }
            _write(_folder(places, contract.feed, delivery_id) / f"{table.name}.json", suite_text(content))


def kept(places: Places, feed: str, delivery_ids: Iterable[str]) -> Iterator[Validation]:
    """The validations of some deliveries, table by table; a delivery that could not be read was never judged."""
    for delivery_id in delivery_ids:
        for path in sorted(_folder(places, feed, delivery_id).glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def page_of(validation: Validation) -> str:
    """Where a validation stands in the site: GX's own path of suite, run and batch."""
    judged_at = datetime.fromisoformat(validation["judged_at"])
    folder = f"validations/{validation['table']}/{validation['delivery']}/{judged_at:%Y%m%dT%H%M%S.%fZ}"
    return f"{folder}/{batch_of(validation)}.html"


def batch_of(validation: Validation) -> str:
    """GX's name for what was judged: the delivery under one version of its contract."""
    return f"contract_{validation['contract_version']}"


def _validation(contract: Contract, table: str, put: list[RuleResult]) -> Validation:
    return {
        "feed": contract.feed,
        "contract_version": contract.version,
        "table": table,
        "rows": put[0].rows,
        "results": [
            expectation(contract, table, one.rule) | {"success": not one.broken, "result": one.counts} for one in put
        ],
    }


def _folder(places: Places, feed: str, delivery_id: str) -> Path:
    return places.receipts / "validations" / feed / delivery_id


def _write(path: Path, text: str) -> None:
    """The file, whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
