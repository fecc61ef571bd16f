"""Runs in the public tool's own environment: `datacontract lint` on each contract named, its checks as JSON.

All in one process, through the tool's Python API, since its start costs seconds. Nothing of ours is imported.
"""

import json
import logging
import sys

from datacontract.data_contract import DataContract


def said_of(path):
    """The result of one contract, and each check by its name and reason."""
    run = DataContract(data_contract_file=path).lint()
    return {"result": str(run.result.value), "checks": [[check.name, check.reason] for check in run.checks]}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    json.dump({path: said_of(path) for path in json.load(sys.stdin)}, sys.stdout)
