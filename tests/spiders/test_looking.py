"""Recent articles are looked at again, and what did not change is not sent again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.spiders.small_site import HOME, Page, Site, article, feed, serving
from tests.spiders.test_crawl import QUICK, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLUGS = ("limonar", "jovellanos", "agramonte")
LIMONAR, JOVELLANOS, AGRAMONTE = (article(slug)[0] for slug in SLUGS)
FEED = f"{HOME}/feed/"


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {url: Page(body, headers={"ETag": f'"{url[-6:]}-1"'}) for url, body in map(article, SLUGS)}
    listed = feed(*pages)
    listed.headers["ETag"] = '"feed-1"'
    with serving(Site({**pages, FEED: listed})) as there:
        yield there


def crawl(run_spiders: Any, site: Site, db: Path, **settings: Any) -> Any:
    site.asked.clear()
    site.unchanged.clear()
    return run_spiders("eltamarindo", proxy=site.address, DB=db, LOOK_AGAIN=True, **QUICK | settings)


def days_pass(db: Path, days: float) -> None:
    """Whatever the store says of when it saw something is so much longer ago."""
    with sqlite3.connect(db) as conn:
        for table, column in (("versions", "fetched"), ("articles", "fetched"), ("visits", "checked")):
            conn.execute(f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-{days} days')")
        conn.execute("UPDATE articles SET published = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day')")
    conn.close()


def articles_of(site: Site) -> list[str]:
    return [url for url in site.urls() if "/2026/" in url]


def test_unchanged_pages_are_not_sent_again(site: Site, run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    crawl(run_spiders, site, db)
    size = sum(path.stat().st_size for path in (tmp_path / "a.captures").iterdir())
    crawl(run_spiders, site, db)
    assert (articles_of(site), site.unchanged) == ([], [FEED]), "too early to look again; the feed is asked briefly"
    days_pass(db, 0.3)
    ran = crawl(run_spiders, site, db)
    assert set(site.unchanged) == {FEED, LIMONAR, JOVELLANOS, AGRAMONTE}
    assert (ran.count("looked_again"), ran.count("unmodified"), ran.count("known"), ran.count("found")) == (3, 3, 3, 3)
    assert ran.problems() == []
    assert rows(db, "SELECT count(*) FROM versions") == [(3,)]
    grown = sum(path.stat().st_size for path in (tmp_path / "a.captures").iterdir()) - size
    assert grown < size, "robots.txt alone"


def test_what_was_changed_without_a_word_is_a_new_version(site: Site, run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    crawl(run_spiders, site, db)
    days_pass(db, 1)
    site.pages[LIMONAR] = Page(article("limonar", "El viernes eran 15.")[1], headers={"ETag": '"limonar-2"'})
    site.pages[AGRAMONTE] = Page("gone", 410)
    site.pages[JOVELLANOS] = Page("<title>Nada</title><p>Aquí no hay nada.</p>")
    ran = crawl(run_spiders, site, db)
    assert (ran.count("kept/changed"), ran.count("looked_again")) == (1, 3)
    assert rows(db, "SELECT version, count(*) FROM versions GROUP BY version") == [(1, 3), (2, 1)]
    assert rows(db, f"SELECT status FROM visits WHERE url = '{AGRAMONTE}'") == [(410,)]
    assert any("agramonte/: status 410" in line for line in ran.problems())
    assert any("the article that was there is kept" in line for line in ran.problems())
    assert rows(db, "SELECT count(*) FROM articles") == [(3,)]


def test_a_source_whose_capture_is_gone_is_asked_in_full(site: Site, run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    crawl(run_spiders, site, db)
    for path in (tmp_path / "a.captures").iterdir():
        path.unlink()
    ran = crawl(run_spiders, site, db)
    assert (site.unchanged, ran.count("found")) == ([], 3)


def test_what_was_not_kept_is_asked_for_in_full(site: Site, run_spiders: Any, tmp_path: Path) -> None:
    """An ETag is remembered only with the article: else a change could be lost between the two."""
    db = tmp_path / "a.db"
    crawl(run_spiders, site, db)
    days_pass(db, 1)
    site.pages[LIMONAR] = Page(article("limonar", "Eran 15.")[1], headers={"ETag": '"limonar-2"'})
    with sqlite3.connect(db) as conn:
        conn.execute("CREATE TRIGGER full BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'no room'); END")
    conn.close()
    crawl(run_spiders, site, db)
    with sqlite3.connect(db) as conn:
        conn.execute("DROP TRIGGER full")
    conn.close()
    days_pass(db, 2)
    assert crawl(run_spiders, site, db).count("kept/changed") == 1
