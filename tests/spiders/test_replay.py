"""Crawls answered from WARC files: the latest record, its date, its identity; nothing from the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spiders.replay import Replay
from store.captures import CaptureWriter
from tests.spiders.small_site import HOME, Site, article, feed, serving
from tests.spiders.test_crawl import rows

if TYPE_CHECKING:
    from pathlib import Path

HTML = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """A page captured twice, one that moved, one that is listed and was not captured."""
    url, body = article("limonar")
    moved = f"{HOME}/2026/03/04/viejo/"
    listed = feed(f"{url}?utm_source=rss", moved, f"{HOME}/2026/03/04/nadie/")
    with CaptureWriter(tmp_path / "night") as writer:
        writer.response(url, "2026-03-06T03:00:00Z", "200 OK", HTML, article("limonar", "Eran 15.")[1].encode())
        writer.response(url, "2026-03-05T23:00:00Z", "200 OK", HTML, body.encode())
        writer.response(moved, "2026-03-06T03:00:02Z", "301 Moved", [("Location", article("nuevo")[0])], b"")
        writer.response(article("nuevo")[0], "2026-03-06T03:00:04Z", "200 OK", HTML, article("nuevo")[1].encode())
        writer.response(f"{HOME}/feed/", "2026-03-06T03:00:06Z", "200 OK", HTML, listed.body.encode())
        assert writer.path
        return writer.path


def test_the_latest_record_of_a_url(capture: Path) -> None:
    replay = Replay([str(capture)])
    record = replay.find(f"{article('limonar')[0]}#fin")
    assert record is not None
    assert record.date == "2026-03-06T03:00:00Z"
    assert replay.find(f"{HOME}/nada/") is None
    assert len(replay) == 4
    assert not replay.problems


def test_files_that_cannot_be_replayed_are_said(tmp_path: Path) -> None:
    (tmp_path / "odd.warc.gz").write_bytes(b"odd")
    problems = Replay([str(tmp_path / "odd.warc.gz"), str(tmp_path / "gone.warc.gz")]).problems
    assert "not a WARC file" in problems[0]
    assert "gone.warc.gz" in problems[1]


def test_a_crawl_from_a_capture(run_spiders: Any, tmp_path: Path, capture: Path) -> None:
    db = tmp_path / "constancia.db"
    with serving(Site({})) as site:
        ran = run_spiders("eltamarindo", proxy=site.address, DB=db, REPLAY=[str(capture)])
    assert site.asked == [], "nothing was asked of the network"
    assert rows(db, "SELECT url, fetched FROM articles ORDER BY url") == [
        (article("limonar")[0], "2026-03-06T03:00:00Z"),
        (article("nuevo")[0], "2026-03-06T03:00:04Z"),
    ]
    replayed = Replay([str(capture)])
    for record_id, url in rows(db, "SELECT id, url FROM captures"):
        record = replayed.find(url)
        assert record is not None
        assert record.record_id == record_id
    assert [line for line in ran.problems() if "nadie" in line] == [
        f"{HOME}/2026/03/04/nadie/: not in the replayed files"
    ]
