"""The nightly run as a timer starts it: real processes, a real site, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from desk.cli import main
from desk.night.lock import alone, lock_file
from desk.trouble import Trouble
from store.ledger import Ledger
from store.store import open_store
from tests.spiders.small_site import HOME, Page, Site, article, feed, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
RUNNER = Path(__file__).with_name("run_constancia.py")
CONTACT = ("--contact", "archivo@example.org")


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(RUNNER), "nightly", "eltamarindo", *map(str, arguments)]


def environment(site: Site, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONSTANCIA_")}
    return {**kept, "PYTHONPATH": str(ROOT), "http_proxy": site.address, "no_proxy": "127.0.0.1", **more}


def nightly(site: Site, db: Path, *more: str, **variables: str) -> tuple[int, dict[str, Any], str]:
    """The exit status, the report and what was said beside it."""
    done = subprocess.run(
        command(*CONTACT, "--format", "json", "--db", db, *more), capture_output=True, text=True, timeout=120,
        check=False, cwd=db.parent, env=environment(site, **variables),
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.fixture
def site() -> Iterator[Site]:
    pages = dict(article(slug) for slug in ("limonar", "jovellanos"))
    shown = {url: Page(body) for url, body in pages.items()}
    with serving(Site({**shown, f"{HOME}/feed/": feed(*pages)})) as there:
        yield there


def test_without_a_contact_it_refuses_with_one_line(tmp_path: Path) -> None:
    for given in ((), ("--contact", "me")):
        done = CliRunner(env={"CONSTANCIA_CONTACT": None}).invoke(
            main, ["nightly", *given, "--db", str(tmp_path / "a.db")]
        )
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 1
        assert "contact" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_night_and_a_quiet_one(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    status, report, _ = nightly(site, db)
    (outlet,) = report["outlets"]
    assert (status, report["ended"], report["alarms"]) == (0, "finished", 0)
    assert (outlet["outlet"], outlet["new"], outlet["source"], outlet["fields"]["title"]) == (
        "eltamarindo", 2, "feed", 1.0,
    )  # fmt: skip
    assert all("archivo@example.org" in agent and agent.startswith("constancia/") for agent in site.agents)
    status, report, _ = nightly(site, db)
    assert (status, report["outlets"][0]["new"]) == (0, 0)
    assert [each["kind"] for each in report["findings"]] == ["quiet"]
    shown = CliRunner().invoke(main, ["health", "--db", str(db)])
    assert shown.exit_code == 0
    assert "| eltamarindo | feed | 2 | 0 |" in shown.stdout
    first = CliRunner().invoke(main, ["health", "--run", "1", "--format", "json", "--db", str(db)])
    assert json.loads(first.stdout)["outlets"][0]["new"] == 2


def test_an_alarm_is_an_exit_status_and_a_failing_push_a_loud_line(site: Site, tmp_path: Path) -> None:
    for url in list(site.pages):
        site.pages[url] = Page("no", 403)
    status, report, said = nightly(site, tmp_path / "a.db", CONSTANCIA_WEBHOOK="http://127.0.0.1:1/hook")
    assert (status, report["ended"]) == (1, "finished")
    assert "blocked" in {each["kind"] for each in report["findings"] if each["alarm"]}
    assert "the alarm was NOT pushed: the webhook at 127.0.0.1 cannot be reached" in said


def test_two_never_overlap_and_a_lock_left_behind_stops_nobody(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    lock_file(db).write_text("process 1, since long ago")
    with alone(db):
        assert f"process {os.getpid()}" in lock_file(db).read_text()
        with pytest.raises(Trouble, match=r"another nightly run .*process \d+"), alone(db):
            pass
        done = subprocess.run(
            command(*CONTACT, "--db", db), capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
    with alone(db):
        pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_from_outside(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    db = tmp_path / "a.db"
    slow = {article(f"lugar{n}")[0]: Page(article(f"lugar{n}")[1], wait=0.3) for n in range(30)}
    site.pages |= {**slow, f"{HOME}/feed/": feed(*slow)}
    process = subprocess.Popen(
        command(*CONTACT, "--format", "json", "--db", db), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, cwd=tmp_path, env=environment(site),
    )  # fmt: skip
    until = time.monotonic() + 60
    while not any("/lugar" in url for url in site.urls()) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    if number == signal.SIGTERM:
        assert process.returncode == 130
        assert json.loads(said)["ended"] == "interrupted"
        assert json.loads(said)["outlets"][0]["ended"] == "shutdown"
    else:
        with open_store(db) as store:
            assert Ledger(store).start() == 2, "the next run starts, and knows that the first was killed"
            first = Ledger(store).run(1)
            assert first is not None
            assert first.ended == "killed"
