"""The one job, `nightly`, and the two things that launch it: the clock and a file in the landing area."""

import dagster as dg

from orchestration.components import landing_watch

nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Land, judge, link, build and publish whatever has arrived; unchanged steps report and do nothing.",
)


@dg.definitions
def launches() -> dg.Definitions:
    return dg.Definitions(
        jobs=[nightly],
        schedules=[
            dg.ScheduleDefinition(
                name="nightly_schedule",
                job=nightly,
                cron_schedule="15 2 * * *",
                execution_timezone="UTC",
                default_status=dg.DefaultScheduleStatus.RUNNING,
            )
        ],
        sensors=[landing_watch.landing_sensor(nightly)],
    )
