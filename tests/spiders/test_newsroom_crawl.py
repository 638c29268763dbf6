"""The sample newsroom crawled whole: over HTTP on loopback, and from its captures; both leave the same articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsroom.record import capture_path
from newsroom.serve import serve
from newsroom.site import url_of
from newsroom.sources import sources_of
from tests.spiders.test_crawl import rows

if TYPE_CHECKING:
    from pathlib import Path

    from newsroom.sources import Source

OUTLETS = "eltamarindo,lamanigua,radiofaro,radiofaro_en,keyscourier"
QUICK = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
ARTICLES = "SELECT url, title, text FROM articles ORDER BY url"


def written(sources: tuple[Source, ...]) -> list[tuple[str, str, str]]:
    return sorted((url_of(s), s.title, s.text) for s in sources)


def test_the_sites_over_http_leave_what_was_written(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "http.db"
    with serve(night=1) as proxy:
        ran = run_spiders(OUTLETS, proxy=proxy, DB=db, **QUICK)
        assert rows(db, ARTICLES) == written(sources_of(1))
        assert ran.count("kept/new") == len(sources_of(1))
        again = run_spiders(OUTLETS, proxy=proxy, DB=db, **QUICK)
    assert again.count("kept/new") == again.count("kept/changed") == 0
    assert rows(db, ARTICLES) == written(sources_of(1))


def test_the_captures_of_both_nights_leave_what_was_written(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "replay.db"
    for night in (1, 2):
        run_spiders(OUTLETS, DB=db, REPLAY=[str(capture_path(night))])
        assert rows(db, ARTICLES) == written(sources_of(night))
    assert rows(db, "SELECT count(*) FROM versions WHERE version > 1") == [(1,)]
