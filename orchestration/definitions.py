"""The Dagster code location `twogen`: whatever stands in `defs/`, and nothing else."""

import dagster as dg

from orchestration.settings import PROJECT_ROOT


@dg.definitions
def twogen() -> dg.Definitions:
    return dg.load_from_defs_folder(project_root=PROJECT_ROOT)
