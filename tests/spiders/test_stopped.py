"""Runs that must not go on: what could not be captured or kept is said once, and the run stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store.captures import CaptureWriter
from store.store import open_store
from tests.spiders.small_site import HOME, article, feed
from tests.spiders.test_crawl import rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def night(tmp_path: Path) -> Path:
    pages = dict(article(slug) for slug in ("limonar", "jovellanos", "agramonte"))
    with CaptureWriter(tmp_path / "night") as writer:
        for url, body in {**pages, f"{HOME}/feed/": feed(*pages).body}.items():
            writer.response(url, "2026-03-06T03:00:00Z", "200 OK", [("Content-Type", "text/html")], body.encode())
        assert writer.path
        return writer.path


def test_captures_that_cannot_be_written(run_spiders: Any, tmp_path: Path, night: Path) -> None:
    db = tmp_path / "constancia.db"
    (tmp_path / "taken").write_text("a file where the folder should be")
    ran = run_spiders("eltamarindo", DB=db, CAPTURES=tmp_path / "taken", REPLAY=[str(night)])
    assert ran.stats["eltamarindo"]["finish_reason"] == "captures_unwritable"
    assert "cannot write a capture" in ran.problems()[0]
    assert rows(db, "SELECT count(*) FROM articles") == [(0,)]


def test_a_store_that_cannot_be_written(run_spiders: Any, tmp_path: Path, night: Path) -> None:
    db = tmp_path / "constancia.db"
    with open_store(db) as store:
        store.conn.execute("CREATE TRIGGER full BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'no room'); END")
        store.conn.commit()
    ran = run_spiders("eltamarindo", DB=db, REPLAY=[str(night)])
    assert ran.stats["eltamarindo"]["finish_reason"] == "store_unwritable"
    assert sum("no room" in line and line.endswith("the run stops") for line in ran.problems()) == 1
    assert rows(db, "SELECT count(*) FROM articles") == [(0,)]
