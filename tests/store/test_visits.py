"""When articles are looked at again, and what is remembered of addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from extract.article import Article
from extract.reading import Reading
from store.captures import Capture
from store.item import CapturedArticle
from store.store import open_store
from store.visits import Visit, Visits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.store import Store

URL = "http://uno.example/a"
FIRST = datetime(2026, 3, 6, 3, tzinfo=UTC)
CAPTURE = Capture("urn:uuid:1", "a.warc.gz", 0, URL, "2026-03-06T03:00:00Z", "sha256:0", "text/html")


def iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db") as there:
        yield there


def keep(store: Store, published: str | None) -> None:
    article = Article(URL, "uno", "Nota", "Texto.", language="es", published=published)
    store.keep(CapturedArticle(article, iso(FIRST), CAPTURE, Reading("es", "stub")))


def looks(store: Store) -> list[float]:
    """The days after which a run every hour looks again."""
    visits, found = Visits(store), []
    for hours in range(1, 24 * 20):
        moment = FIRST + timedelta(hours=hours)
        if due := visits.due("uno", moment):
            assert [each.article for each in due] == [URL]
            visits.keep(Visit(URL, iso(moment), 200, URL))
            found.append(hours / 24)
    return found


def test_after_hours_days_and_a_week(store: Store) -> None:
    keep(store, "2026-03-06T02:00:00Z")
    assert looks(store) == [0.25, 1, 3, 7]
    assert Visits(store).due("dos", FIRST + timedelta(days=1)) == []


def test_an_article_without_a_date_is_recent_when_it_is_found(store: Store) -> None:
    keep(store, None)
    assert looks(store) == [0.25, 1, 3, 7]


def test_an_old_article_that_a_backfill_finds_is_not_looked_at_again(store: Store) -> None:
    keep(store, "2021-07-12")
    assert looks(store) == []


def test_a_run_that_comes_late_looks_once(store: Store) -> None:
    keep(store, "2026-03-06")
    visits = Visits(store)
    late = FIRST + timedelta(days=5)
    assert len(visits.due("uno", late)) == 1
    visits.keep(Visit(URL, iso(late), 200, URL))
    assert visits.due("uno", late + timedelta(hours=1)) == []


def test_a_visit_is_kept_touched_and_forgotten(store: Store) -> None:
    visits = Visits(store)
    visit = Visit(f"{URL}?", "2026-03-06T03:00:00Z", 200, URL, '"e"', "Fri, 06 Mar 2026 03:00:00 GMT", CAPTURE)
    visits.keep(visit)
    assert visits.get(f"{URL}?") == visits.of(URL) == visit
    visits.touch(f"{URL}?", 410)
    touched = visits.get(f"{URL}?")
    assert touched is not None
    assert replace(touched, checked=visit.checked) == replace(visit, status=410)
    visits.keep(replace(visit, url="http://uno.example/old"))
    visits.keep(replace(visit, url="http://uno.example/gone", status=404))
    visits.forget()
    assert visits.get("http://uno.example/old") is None
    assert visits.get("http://uno.example/gone") is not None, "that an article has gone is worth knowing"
