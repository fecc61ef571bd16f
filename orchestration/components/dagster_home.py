"""DAGSTER_HOME, made inside TWOGEN_HOME: telemetry off, no pop-ups, one run at a time, runs watched and retried."""

import json
import os
from pathlib import Path
from string import Template

from orchestration.places import Places

DAGSTER_YAML = """\
# Written by orchestration/components/dagster_home.py; edits are overwritten.
telemetry:
  enabled: false
nux:
  enabled: false
freshness:
  enabled: true
concurrency:
  runs:
    max_concurrent_runs: 1
run_retries:
  enabled: true
  max_retries: 1
  retry_on_asset_or_op_failure: false
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
  poll_interval_seconds: 30
event_log_storage:
  module: orchestration.components.event_log
  class: OpenEventLog
  config:
    base_dir: $events
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: {skipped: 7, failure: 30, success: 90}
"""


def prepare_dagster_home(places: Places) -> Path:
    """The folder, ready, and named to this process and its children."""
    places.dagster.mkdir(parents=True, exist_ok=True)
    written = places.dagster / "dagster.yaml"
    said = Template(DAGSTER_YAML).substitute(events=json.dumps(str(places.dagster / "history" / "runs")))  # Dagster's default
    if not written.exists() or written.read_text() != said:
        written.write_text(said)
    os.environ["DAGSTER_HOME"] = str(places.dagster)
    return places.dagster
