"""Dagster's own event log, its SQLite files held open from one event to the next; what stands in them is Dagster's business."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS

# SQLite's own advice for its write-ahead log. A killed process loses no event by it, a power cut no more than the last ones.
FLUSH_AT_CHECKPOINTS = "pragma synchronous = normal"


class OpenEventLog(SqliteEventLogStorage):
    """Named in dagster.yaml. Two files at most are open: the index of all runs, and the run that was last written or read.

    Dagster opens, flushes and closes a file up to four times for each of a night's 2,700 events: 10 of the 24 processor
    seconds of a night in which nothing has changed, and 20 of the 35 it lasts (2026-11-30, Dagster 1.13.27).
    """

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._open: dict[str, Any] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "OpenEventLog":
        return cls(inst_data=inst_data, **config_value)

    def store_event(self, event: Any) -> None:
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))  # the page of a run waits for a change of this file, not of its log

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Any]:
        with self._db_lock:  # so that one connection is enough for all threads
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection:
                connection.exec_driver_sql(FLUSH_AT_CHECKPOINTS)
                yield connection
                connection.commit()

    def _engine(self, shard: str) -> Any:
        if shard not in self._open:
            for other in self._open.keys() - {INDEX_SHARD_NAME}:
                self._open.pop(other).dispose()
            patience = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
            self._open[shard] = create_engine(self.conn_string_for_shard(shard), connect_args=patience)
        return self._open[shard]

    def dispose(self) -> None:
        super().dispose()
        with self._db_lock:
            while self._open:
                self._open.popitem()[1].dispose()
