"""dbt's command as a night listens to it: the same events in the same words, a line each, without what nobody reads.

The command itself words, and scrubs, some 14,000 debug lines of a build and throws them away, and writes the manifest twice: a
fifth of its processor seconds (2026-12-01, dbt 1.11.16). Started as a command, without the key; not imported by the night.
"""

import sys

from dbt.cli.main import dbtRunner
from dbt_common.events.base_types import EventMsg
from dbt_common.events.functions import msg_to_json

UNWORDED = ["--log-level", "none"]  # no logger of dbt's own, which words a line before it looks at its level


def tell(event: EventMsg) -> None:
    """One line of JSON for whoever listens, as `--log-format json` writes it."""
    if event.info.level != "debug":
        sys.stdout.write(msg_to_json(event) + "\n")
        sys.stdout.flush()


def run(arguments: list[str]) -> bool:
    """Whether dbt's command succeeded. Its models are those of the last parse, looked at again where a file has changed."""
    manifest = dbtRunner().invoke([*UNWORDED, "--no-write-json", "parse"]).result
    return dbtRunner(manifest, callbacks=[tell]).invoke([*UNWORDED, *arguments]).success


if __name__ == "__main__":
    sys.exit(0 if run(sys.argv[1:]) else 1)
