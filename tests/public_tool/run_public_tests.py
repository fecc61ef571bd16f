"""Runs in the public tool's own environment: `datacontract test` on each contract named, its checks as JSON.

All in one process, through the tool's Python API, since its start costs seconds. Nothing of ours is imported.
"""

import json
import logging
import sys

from datacontract.data_contract import DataContract

SAID = ("type", "field", "model", "key", "qualityId", "reason")


def checks_of(path):
    """Every check of one contract; a run that broke off says so as its only check."""
    run = DataContract(data_contract_file=path).test()
    return [{name: getattr(check, name) for name in SAID} | {"result": str(check.result.value)} for check in run.checks]


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    json.dump({path: checks_of(path) for path in json.load(sys.stdin)}, sys.stdout)
