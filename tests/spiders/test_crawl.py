"""Crawls over real HTTP: what is found and kept, what is reported, what is not asked again."""

from __future__ import annotations

import gzip
import sqlite3
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from store.captures import Capture, read_capture, read_record
from tests.spiders.small_site import HOME, Page, Site, article, feed, serving, sitemap

if TYPE_CHECKING:
    from pathlib import Path

QUICK = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as conn:
        return conn.execute(query).fetchall()


def captures(db: Path) -> list[Capture]:
    return [Capture(*row) for row in rows(db, "SELECT id, file, offset, url, date, digest, media_type FROM captures")]


@pytest.fixture(scope="module")
def mixed() -> Site:
    """A site where much is wrong."""
    pages = {f"{HOME}/robots.txt": Page(f"User-agent: *\nDisallow: /2026/03/01/\nSitemap: {HOME}/map.xml\n")}
    pages[f"{HOME}/map.xml"] = Page("<html>no sitemap</html>")
    pages |= {url: Page(body) for url, body in (article("limonar"), article("jovellanos"))}
    url, body = article("agramonte")
    pages[url] = Page(body, gzipped=True)
    moved, there = f"{HOME}/2026/03/04/viejo/", article("nuevo")
    pages[moved], pages[there[0]] = Page("", 301, {"Location": there[0]}), Page(there[1])
    short = article("corto")
    pages[f"{HOME}/?p=12"], pages[short[0]] = Page("", 301, {"Location": short[0]}), Page(short[1])
    pages[f"{HOME}/?p=13"], pages[f"{HOME}/"] = Page("", 301, {"Location": "/"}), Page("<title>Portada</title>")
    pages[f"{HOME}/2026/03/04/fuera/"] = Page("", 302, {"Location": "http://otra.example/nota"})
    pages[f"{HOME}/2026/03/04/cerrado/"] = Page("no", 403)
    pages[f"{HOME}/2026/03/04/roto/"] = Page("no", 500)
    pages[f"{HOME}/2026/03/04/lista/"] = Page("<html><title>Lista</title><a href=/1>Una</a></html>")
    pages[f"{HOME}/feed/"] = feed(
        f"{article('limonar')[0]}?utm_source=rss&utm_medium=feed", article("limonar")[0], article("jovellanos")[0],
        url, moved, f"{HOME}/2026/03/04/fuera/", f"{HOME}/2026/03/04/cerrado/", f"{HOME}/2026/03/04/roto/",
        f"{HOME}/2026/03/04/lista/", f"{HOME}/2026/03/04/nadie/", f"{HOME}/?p=12", f"{HOME}/?p=13",
        f"{HOME}/2026/03/01/vedado/",
        "http://otra.example/2026/03/04/ajeno/", f"{HOME}/quienes-somos/",
    )  # fmt: skip
    return Site(pages)


def test_a_site_where_much_is_wrong(mixed: Site, run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "constancia.db"
    with serving(mixed):
        ran = run_spiders("eltamarindo", proxy=mixed.address, DB=db, **QUICK)
        first, asked = ran, mixed.urls()
        mixed.asked.clear()
        again = run_spiders("eltamarindo", proxy=mixed.address, DB=db, **QUICK)
    kept = {url.rsplit("/", 2)[1] for (url,) in rows(db, "SELECT url FROM articles")}
    assert kept == {"limonar", "jovellanos", "agramonte", "nuevo", "corto"}
    assert len(asked) == len(set(asked)), "no page was asked for twice"
    assert not any("otra.example" in url or "vedado" in url or "utm_" in url for url in asked)
    expected = [
        "map.xml: not a sitemap; the next source is tried",
        "/fuera/: redirects to another site (http://otra.example/nota); left out",
        "/cerrado/: blocked (status 403)",
        "/roto/: status 500",
        "/lista/: not an article: no text of an article found",
        "/nadie/: status 404",
        "/?p=13: redirects to http://eltamarindo.example/, which is no article; left out",
        "/vedado/: robots.txt forbids it",
    ]
    for part in expected:
        assert sum(part in line for line in first.problems()) == 1, (part, first.problems())
    assert len(first.problems()) == len(expected)
    # The second run asks for what is not known only, and keeps nothing twice.
    assert not any(url.endswith(("/limonar/", "/jovellanos/", "/agramonte/")) for url in mixed.urls())
    assert (again.count("kept/new"), again.count("kept/changed")) == (0, 0)
    assert rows(db, "SELECT count(*) FROM versions") == [(5,)]
    for capture in captures(db):
        payload = read_capture(tmp_path / "constancia.captures", capture)
        if "agramonte" in capture.url:
            assert gzip.decompress(payload) == article("agramonte")[1].encode(), "kept as sent, compressed"
            assert read_record(tmp_path / "constancia.captures", capture).body == gzip.decompress(payload)


def test_a_changed_article_is_fetched_again_and_an_unchanged_one_is_not(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "constancia.db"
    urls = [article(slug)[0] for slug in ("limonar", "jovellanos")]
    site = Site({f"{HOME}/robots.txt": Page(f"Sitemap: {HOME}/wp-sitemap.xml\n")})
    site.pages |= {url: Page(article(slug)[1]) for url, slug in zip(urls, ("limonar", "jovellanos"), strict=True)}
    site.pages[f"{HOME}/wp-sitemap.xml"] = sitemap(*((url, "2026-03-05T12:00:00-05:00") for url in urls))
    with serving(site):
        run_spiders("eltamarindo", proxy=site.address, DB=db, **QUICK)
        site.asked.clear()
        site.pages[urls[0]] = Page(article("limonar", "El viernes eran 15, corrigió la Red.")[1])
        site.pages[f"{HOME}/wp-sitemap.xml"] = sitemap(
            (urls[0], "2100-01-01T00:00:00Z"), (urls[1], "2026-03-05T12:00:00-05:00")
        )
        ran = run_spiders("eltamarindo", proxy=site.address, DB=db, **QUICK)
    assert ran.count("kept/changed") == 1
    assert urls[0] in site.urls()
    assert urls[1] not in site.urls()
    assert rows(db, "SELECT count(*) FROM versions") == [(3,)]


def test_no_robots_no_crawl(run_spiders: Any, tmp_path: Path) -> None:
    site = Site({f"{HOME}/robots.txt": Page("busy", 503), f"{HOME}/feed/": feed(article("limonar")[0])})
    with serving(site):
        ran = run_spiders("eltamarindo", proxy=site.address, DB=tmp_path / "constancia.db", **QUICK)
    assert site.urls() == [f"{HOME}/robots.txt"]
    assert ran.problems() == [
        "eltamarindo.example/robots.txt answers with status 503; the site is not crawled until it answers again"
    ]


def test_the_crawl_delay_is_kept(run_spiders: Any, tmp_path: Path) -> None:
    site = Site({f"{HOME}/robots.txt": Page("User-agent: constancia\nCrawl-delay: 0.4\n")})
    pages = dict(article(slug) for slug in ("limonar", "jovellanos", "agramonte"))
    site.pages |= {url: Page(body) for url, body in pages.items()}
    site.pages[f"{HOME}/feed/"] = feed(*pages)
    with serving(site):
        run_spiders(
            "eltamarindo", proxy=site.address, DB=tmp_path / "c.db", DOWNLOAD_DELAY=0, AUTOTHROTTLE_START_DELAY=0
        )
    # The first request after robots.txt may follow at once: its slot was made before the delay was known.
    times = [moment for moment, url in site.asked if "robots" not in url][1:]
    assert len(times) >= 3
    assert all(later - sooner > 0.35 for sooner, later in pairwise(times))


def test_what_cannot_be_read_is_kept_and_tried_again(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "constancia.db"
    site = Site({})
    pages = dict([article("limonar"), article("jovellanos", "[fail]"), article("agramonte", "[crash]")])
    site.pages |= {url: Page(body) for url, body in pages.items()}
    site.pages[f"{HOME}/feed/"] = feed(*pages)
    with serving(site):
        ran = run_spiders("eltamarindo", proxy=site.address, DB=db, **QUICK)
        assert (ran.count("read"), ran.count("unread"), ran.count("kept/new")) == (1, 2, 3)
        assert sum("kept unread: the text says so" in line for line in ran.problems()) == 1
        assert sum("kept unread: the reader crashed on it" in line for line in ran.problems()) == 1
        site.asked.clear()
        again = run_spiders("eltamarindo", proxy=site.address, DB=db, READER="stub_reader.PatientReader", **QUICK)
    assert not any("/2026/" in url for url in site.urls())
    assert (again.count("read"), again.count("kept/reread")) == (2, 2)
    assert rows(db, "SELECT count(*) FROM articles WHERE unread IS NOT NULL") == [(0,)]
    assert rows(db, "SELECT count(*) FROM versions") == [(3,)]
