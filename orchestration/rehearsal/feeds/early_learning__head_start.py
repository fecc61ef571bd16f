"""Head Start: all enrolments as they stand at the end of each month."""

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.early_learning import head_start
from orchestration.rehearsal.sending import Sending, Written, snapshots
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """An enrolment is in the picture from its first day, its withdrawal from the last one."""
    (table,) = contract.tables
    attended = county.early_learning.head_start
    written = head_start(streams.of("head start"), county, difficulty)

    def on(day: int) -> dict[str, Written]:
        known = np.flatnonzero(attended.start <= day)
        picture = written.picked(known)
        picture.values["WithdrawDate"] = np.where(attended.end[known] <= day, picture.values["WithdrawDate"], b"")
        return {table.object_name: picture}

    return snapshots(contract, county.window, "head_start", on)
