"""The landing sensor: a nightly run once what lies in the landing area is new and has stopped growing."""

import hashlib
import json

import dagster as dg

from data_contracts.reader import read_contracts
from orchestration.intake import waiting_files
from orchestration.settings import read_settings

SECONDS_BETWEEN_LOOKS = 30


def landing_sensor(job) -> dg.SensorDefinition:
    """The sensor for a job; it asks for one run per set of waiting files, seen unchanged on two looks."""

    @dg.sensor(
        name="landing_sensor",
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Launches `nightly` when a file an agency promised lies in the landing area without a receipt.",
    )
    def landing(context: dg.SensorEvaluationContext):
        settings = read_settings()
        waiting = [
            (path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
            for contract in read_contracts(settings.contracts)
            for path in waiting_files(contract, settings.places)
        ]
        seen = hashlib.sha256(json.dumps(waiting).encode()).hexdigest()
        if not waiting:
            context.update_cursor("")
            return dg.SkipReason("Nothing new in the landing area.")
        if context.cursor != seen:
            context.update_cursor(seen)
            return dg.SkipReason(f"{len(waiting)} files are waiting; looking once more to be sure they are whole.")
        return dg.RunRequest(run_key=seen)

    return landing
