"""Crawls and loads killed in the middle: nothing is lost, nothing stands twice, no worker stays behind."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.captures import Capture, CaptureWriter, Damage, iter_records, read_capture
from tests.spiders.conftest import ROOT, command
from tests.spiders.small_site import HOME, article, sitemap

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 8
DATE = "2026-03-06T03:00:00Z"
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def descendants(pid: int) -> set[int]:
    """The processes under one, theirs included."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                stat = (folder / "stat").read_text()
                parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found, size = {pid}, 0
    while len(found) > size:
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


def is_running(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def count(db: Path, table: str) -> int:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as conn,
    ):
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    return 0


def captured(folder: Path) -> int:
    """Bytes of captures so far."""
    return sum(path.stat().st_size for path in folder.glob("*.warc.gz")) if folder.is_dir() else 0


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A capture of a site with articles that take a while to read."""
    pages = dict(article(f"lugar{n}", "[slow]") for n in range(COUNT))
    others = {
        f"{HOME}/robots.txt": f"Sitemap: {HOME}/wp-sitemap.xml\n",
        f"{HOME}/wp-sitemap.xml": sitemap(*((url, "2026-03-05T12:00:00-05:00") for url in pages)).body,
    }
    with CaptureWriter(tmp_path / "night") as writer:
        for url, body in (others | pages).items():
            writer.response(url, DATE, "200 OK", [("Content-Type", "text/html; charset=utf-8")], body.encode())
        assert writer.path
        return writer.path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Articles to load."""
    path = tmp_path / "articles.jsonl"
    texts = [f"Texto número {n} de los que se cargan, con 12 presos en él. [slow]" for n in range(COUNT)]
    rows = [
        {"url": f"http://uno.example/{n}", "title": f"Nota {n}", "text": t, "language": "es"}
        for n, t in enumerate(texts)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def start(args: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(args, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a run as nothing can refuse; its workers end on their own."""
    workers = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_until(lambda: not any(map(is_running, workers)), 20), "a worker stayed behind"


def check(db: Path, folder: Path) -> None:
    """Everything once, and each version on a capture that can be read; files cut off only at their end."""
    assert (count(db, "articles"), count(db, "versions")) == (COUNT, COUNT)
    with contextlib.closing(sqlite3.connect(db)) as conn:
        assert conn.execute("SELECT count(*) FROM articles WHERE unread IS NOT NULL").fetchone() == (0,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not conn.execute("PRAGMA foreign_key_check").fetchall()
        query = "SELECT c.id, c.file, c.offset, c.url, c.date, c.digest, c.media_type FROM captures AS c"
        cited = [Capture(*row) for row in conn.execute(f"{query} JOIN versions ON versions.capture = c.id")]
    assert len(cited) == COUNT
    for capture in cited:
        assert read_capture(folder, capture)
    for path in folder.glob("*.warc.gz"):
        damaged = [found for found in iter_records(path) if isinstance(found, Damage)]
        assert [found.reason for found in damaged] in ([], ["truncated record"])


MOMENTS: dict[str, Callable[[Path, Path], bool]] = {
    "before anything is kept": lambda db, folder: captured(folder) > 0,
    "while articles are read": lambda db, folder: count(db, "articles") >= 1,
    "near the end": lambda db, folder: count(db, "articles") >= COUNT - 2,
}


def interrupted_run(tmp_path: Path, moments: list[str], spider: str, **given: Any) -> None:
    db, folder = tmp_path / "constancia.db", tmp_path / "constancia.captures"
    args = command(spider, DB=db, **given)
    for moment in moments:
        process = start(args)
        reached = partial(MOMENTS[moment], db, folder)
        try:
            assert wait_until(lambda done=process.poll, there=reached: there() or done() is not None, 60)
        finally:
            kill(process)
    subprocess.run(args, cwd=ROOT, check=True, capture_output=True, timeout=120)
    check(db, folder)


def test_a_crawl_killed_at_several_moments(tmp_path: Path, night: Path) -> None:
    interrupted_run(tmp_path, list(MOMENTS), "eltamarindo", REPLAY=[str(night)])


def test_a_load_killed_in_the_middle(tmp_path: Path, lines: Path) -> None:
    interrupted_run(tmp_path, ["while articles are read"], "files", args={"files": [str(lines)]})


def test_an_interrupt_lets_what_is_under_way_finish(tmp_path: Path, night: Path) -> None:
    db = tmp_path / "constancia.db"
    process = start(command("eltamarindo", DB=db, REPLAY=[str(night)]))
    try:
        assert wait_until(lambda: count(db, "articles") >= 1, 60)
        workers = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert wait_until(lambda: not any(map(is_running, workers)), 20)
    finally:
        if process.poll() is None:
            kill(process)
    assert count(db, "articles") >= 1


def test_an_interrupted_load_ends_by_itself(tmp_path: Path, lines: Path) -> None:
    db = tmp_path / "constancia.db"
    process = start(command("files", DB=db, args={"files": [str(lines)]}))
    try:
        assert wait_until(lambda: count(db, "articles") >= 1, 60)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        if process.poll() is None:
            kill(process)
    subprocess.run(command("files", DB=db, args={"files": [str(lines)]}), cwd=ROOT, check=True, capture_output=True)
    check(db, tmp_path / "constancia.captures")


def test_a_store_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    args = [sys.executable, "-m", "scrapy", "crawl", "eltamarindo", "-s", f"DB={tmp_path}/none/a.db"]
    done = subprocess.run(
        [*args, "-s", "LOG_LEVEL=ERROR"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.endswith("a.db: the folder " + str(tmp_path / "none") + " does not exist")
