"""Whether a file is whole: names that mark an upload as unfinished, a marker the contract names, and standing still."""

import re
import time
from collections.abc import Iterable
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.intake.checksums import signature

UNFINISHED = re.compile(r"\..*|.*~|.*\.(part|partial|tmp|temp|filepart|crdownload|done|lock)", re.IGNORECASE)
QUIET_SECONDS = 2.0  # a file written to more lately than this is looked at twice


def is_whole(contract: Contract, name: str, beside: Iterable[str]) -> bool:
    """Whether a name is no unfinished upload's and, where the contract names a marker, that stands beside it."""
    marker = contract.delivery.done_marker
    return not UNFINISHED.fullmatch(name) and (marker is None or marker.replace("{file}", name) in beside)


def is_marker(contract: Contract, name: str) -> bool:
    """Whether a name is that of the contract's done-marker for some file."""
    before, found, after = (contract.delivery.done_marker or "").partition("{file}")
    return bool(found) and name.startswith(before) and name.endswith(after)


def still_written(paths: Iterable[Path]) -> set[Path]:
    """Those of some files that changed, or went, while we waited; nothing is waited for when all are old enough."""
    ages = {path: time.time() - path.stat().st_mtime for path in paths if path.exists()}
    young = {path: signature(path) for path, age in ages.items() if 0 <= age < QUIET_SECONDS}
    if not young:
        return set()
    time.sleep(QUIET_SECONDS - min(ages[path] for path in young))
    return {path for path, before in young.items() if not path.exists() or signature(path) != before}
