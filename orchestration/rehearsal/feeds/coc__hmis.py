"""The HMIS: full exports, each of which replaces the one before."""

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.hmis import hmis, snapshot
from orchestration.rehearsal.records.projects import export_row, project_list
from orchestration.rehearsal.sending import Sending, Written, snapshots
from orchestration.rehearsal.streams import Streams

REACHES_BACK = 730  # days before the window: an export covers more than is watched


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Clients, stays and exits as typed in by the end of each month."""
    book = hmis(streams.of("hmis"), county, difficulty)

    def on(day: int) -> dict[str, Written]:
        tables, clients = snapshot(book, day)
        number = f"E{month_text(int(month_of(np.array([day]))[0])).replace('-', '')}".encode()
        tables |= {"Project": project_list(), "Export": export_row(county.window.start_day - REACHES_BACK, day, number)}
        written = {name: Written(values) for name, values in tables.items()}
        for rows in written.values():
            rows.values["ExportID"] = np.full(len(rows), number)
        written["Client"].persons = {"person": clients}
        return written

    return snapshots(contract, county.window, "hmis", on)
