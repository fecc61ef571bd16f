"""What may be kept of dbt's own words: progress, names, statuses and counts.

Never: an error's text. The engine quotes the value it trips over, and logs, results and pages outlive the run.
"""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from orchestration.publishing.gate import failed_dbt_nodes

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


def not_whole(results: Mapping[str, Any]) -> str:
    """Why models are missing after a build, in names and counts: what failed, and how many were left out for it.

    `results`: dbt's, as `keep_counts` left them. Empty when every model was built.
    """
    said = [r for r in results["results"] if r["status"] in ("error", "skipped")]
    models = [r for r in said if r["unique_id"].startswith("model.")]
    if not models:
        return ""
    left_out = [r for r in models if r["status"] == "skipped"]
    failed = [reason for reason in failed_dbt_nodes(results) if "skipped" not in reason]
    kinds = sorted({kind_of_error(r["message"]) for r in said if r["status"] == "error"})
    told = f" ({', '.join(kinds)})" if kinds else ""
    return (
        f"{'; '.join(failed)}{told}; {len(left_out)} models were left out. dbt's own words may quote a row and are not kept. "
        "Fix: the model, or the rows it reads; `dbt build --select <model>` says more, on a terminal of someone who may see rows."
    )
