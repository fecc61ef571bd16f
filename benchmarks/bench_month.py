"""One month's deliveries of every feed of the default county, after its history and the months before."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import in_own_process
from benchmarks.default_county import write_default_county
from benchmarks.our_month import SOURCES
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.intake.periods import span_of_name

BAR = 30.0  # seconds


def measure(home: Path) -> Iterator[str]:
    """Seconds, CPU seconds and memory of the last month, in a process of its own."""
    write_default_county(home)
    month = home / "month"
    for contract in read_contracts(SOURCES):
        last = newest_file(contract, home / "landing" / contract.agency)
        (month / contract.agency).mkdir(parents=True, exist_ok=True)
        shutil.move(last, month / contract.agency / last.name)
    taken = in_own_process("benchmarks.our_month", home, month)
    said = taken.said
    yield f"{said['files']} files, {said['tables']} tables, {said['rows']:,} rows, {said['rules']:,} rules judged"
    yield f"seconds: {taken.seconds:.1f} (bar {BAR:.0f}), CPU seconds {taken.cpu:.1f}, peak memory {taken.memory:.2f} GiB"


def newest_file(contract: Contract, folder: Path) -> Path:
    """The last file of one period to come, by the time it was left."""
    spoken = [(path, span_of_name(contract, path.name)) for path in folder.iterdir()]
    return max((path for path, span in spoken if span and not span[1]), key=lambda path: path.stat().st_mtime)
