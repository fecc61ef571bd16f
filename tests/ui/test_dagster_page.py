"""The nightly job, launched by a person in the real page, in a real browser."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import QUIET_BROWSER, REPOSITORY

RUNS = "{runsOrError(limit: 5) {... on Runs {results {runId status jobName}}}}"


def ask(port: int, query: str) -> dict:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]


def runs(port: int) -> dict[str, str]:
    return {run["runId"]: run["status"] for run in ask(port, RUNS)["runsOrError"]["results"] if run["jobName"] == "nightly"}


@pytest.fixture(scope="module")
def page_port(nightly_home, tmp_path_factory):
    """`make ui`'s own command on a free port and a copy of the county, without the vault's key in its environment."""
    home = tmp_path_factory.mktemp("page") / "home"
    shutil.copytree(nightly_home, home, symlinks=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TWOGEN_HOME": str(home)}
    environment.pop("TWOGEN_KEY", None)
    with (home.parent / "ui.log").open("w") as log:
        server = subprocess.Popen(
            [Path(sys.prefix) / "bin" / "twogen", "ui", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=REPOSITORY,
        )
        try:
            wait_for(lambda: ask(port, "{version}"), seconds=120)
            yield port
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            os.killpg(server.pid, signal.SIGKILL)


def wait_for(check, seconds: float):
    deadline, last = time.monotonic() + seconds, None
    while time.monotonic() < deadline:
        try:
            if answer := check():
                return answer
        except OSError as error:
            last = error
        time.sleep(1)
    raise AssertionError(f"nothing after {seconds} s: {last}")


@pytest.fixture
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
        yield started
        started.close()


def test_a_person_launches_the_nightly_job_in_the_page_and_sees_it_finish(page_port, browser):
    before = runs(page_port)
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    page.goto(f"http://127.0.0.1:{page_port}/locations/twogen/jobs/nightly", wait_until="networkidle")
    page.get_by_role("button", name="Materialize all").first.click()
    (run_id,) = wait_for(lambda: set(runs(page_port)) - set(before), seconds=60)
    wait_for(lambda: runs(page_port)[run_id] not in ("QUEUED", "STARTING", "STARTED", "NOT_STARTED"), seconds=240)
    assert runs(page_port)[run_id] == "SUCCESS"
    page.goto(f"http://127.0.0.1:{page_port}/runs/{run_id}", wait_until="networkidle")
    page.get_by_text("Success", exact=True).first.wait_for(timeout=30_000)


def test_the_page_shows_a_rejected_source_as_stale_with_rule_and_fix_and_greens_nothing_unjudged(page_port, browser):
    """Its picture is the README's: what a steward sees of a file that broke its promise."""
    page = browser.new_page(viewport={"width": 1400, "height": 700})
    checks = f"http://127.0.0.1:{page_port}/assets/in_force/education__attendance?view=checks&checkDetail="
    for check, says in (("arrived_on_time", "STALE: "), ("values", "Not judged: "), ("file", "Rule file.columns: ")):
        page.goto(checks + check, wait_until="networkidle")
        page.get_by_text(says).first.wait_for(timeout=30_000)
    assert page.get_by_text("Fix: ").count() > 0
    shot = REPOSITORY / "docs" / "images" / "nightly.png"
    if os.environ.get("TWOGEN_TAKE_SCREENSHOT"):
        page.wait_for_timeout(2000)
        shot.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=shot)
    assert shot.exists(), "the README's picture is gone; TWOGEN_TAKE_SCREENSHOT=1 makes it again"
