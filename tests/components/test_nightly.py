"""A run that failed says why, whatever it failed at."""

import dagster as dg

from orchestration.components import nightly
from orchestration.components.run_lock import RunLocked


def test_run_that_never_got_the_home_says_who_holds_it():
    @dg.resource
    def home(_):
        raise RunLocked("Another run holds run.lock: run 7. Fix: wait for it to end.")

    @dg.op(required_resource_keys={"home"})
    def step(): ...

    @dg.job(resource_defs={"home": home})
    def night():
        step()

    said = nightly._why(night.execute_in_process(raise_on_error=False))
    assert said.splitlines()[1:] == ["Another run holds run.lock: run 7. Fix: wait for it to end."]
