"""What may be kept of dbt's own words: progress, names, statuses and counts.

Never: an error's text. The engine quotes the value it trips over, and logs, results and pages outlive the run.
"""

import io
import json
import re
from pathlib import Path
from typing import Any, TextIO

_PROGRESS = re.compile(r"\d+ of \d+ [A-Z-]+ |Done\. PASS=|Finished running |Found \d+ |Concurrency: \d+ |Running with dbt=")
_COUNTED = re.compile(r"(Got [\d,]+ results?|[A-Z]+ [\d,]+|OK|[A-Z]+)(, configured to (fail|warn) if [!=<> \d]+)?")
_KIND = re.compile(
    r"(Conversion|Binder|Catalog|Constraint|Out of Range|Invalid Input|Parser|IO|Out of Memory|Compilation|Internal) Error"
)


class ProgressOnly(io.TextIOBase):
    """A stream that passes on dbt's progress lines to another and drops whatever else dbt says."""

    def __init__(self, to: TextIO) -> None:
        self._to = to

    def write(self, text: str) -> int:
        for line in text.splitlines():
            if _PROGRESS.match(line.strip()):
                self._to.write(line + "\n")
        return len(text)

    def flush(self) -> None:
        self._to.flush()


def keep_counts(results: Path) -> dict[str, Any]:
    """dbt's results file, written anew with every message cut to a count or the kind of error; and what it now says."""
    said = json.loads(results.read_text())
    for result in said["results"]:
        result["message"] = _without_values(result.get("message") or "")
        result["adapter_response"] = {}
    part = results.with_name(f".{results.name}.part")
    part.write_text(json.dumps(said))
    part.replace(results)
    return said


def _without_values(message: str) -> str:
    if _COUNTED.fullmatch(message):
        return message
    kind = _KIND.search(message)
    return f"{kind[0] if kind else 'Error'}; its text may quote a row and is not kept" if message else ""


def kind_of_error(message: str) -> str:
    """'Conversion Error', from a message that `keep_counts` left."""
    return message.partition(";")[0] or "Error"
