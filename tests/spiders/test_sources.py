"""Where articles are looked for: the source that answered first, all of them where it is lost, stale or overtaken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from spiders.discovery import NoSource, read_rest, read_sitemap
from tests.spiders.small_site import HOME, Page, Site, article, feed, serving, sitemap
from tests.spiders.test_crawl import QUICK, rows

if TYPE_CHECKING:
    from pathlib import Path

TODAY = f"{datetime.now(UTC):%Y-%m-%dT00:00:00Z}"
LONG_AGO = f"{datetime.now(UTC) - timedelta(days=90):%Y-%m-%dT00:00:00Z}"


def site(*slugs: str, **sources: Page) -> Site:
    pages = {url: Page(body) for url, body in map(article, slugs)}
    return Site(pages | {f"{HOME}/{name.replace('__', '/')}": page for name, page in sources.items()})


def urls(*slugs: str) -> list[str]:
    return [article(slug)[0] for slug in slugs]


def test_the_source_that_answered_is_asked_first_the_next_time(run_spiders: Any, tmp_path: Path) -> None:
    db, here = tmp_path / "c.db", site("limonar", "agramonte", feed__=feed(*urls("limonar")))
    with serving(here):
        ran = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
        assert ran.stats["eltamarindo"]["constancia/source"] == "feed"
        assert ran.problems() == [], "what is guessed and not there is no problem"
        assert rows(db, "SELECT outlet, kind, urls FROM outlet_sources") == [
            ("eltamarindo", "feed", f'["{HOME}/feed/"]')
        ]
        here.asked.clear()
        here.pages[f"{HOME}/feed/"] = feed(*urls("agramonte", "limonar"))
        ran = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
    assert here.urls() == [f"{HOME}/robots.txt", f"{HOME}/feed/", *urls("agramonte")]


def test_where_it_is_lost_the_others_are_tried_again(run_spiders: Any, tmp_path: Path) -> None:
    db, here = tmp_path / "c.db", site("limonar", feed__=feed(*urls("limonar")))
    with serving(here):
        run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
        here.pages[f"{HOME}/feed/"] = Page("moved", 410)
        here.pages[f"{HOME}/wp-sitemap.xml"] = sitemap((urls("limonar")[0], TODAY))
        ran = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
    assert ran.problems() == [f"{HOME}/feed/: status 410: listed articles the last time, now none"]
    assert ran.stats["eltamarindo"]["constancia/source"] == "sitemap"
    assert rows(db, "SELECT kind FROM outlet_sources") == [("sitemap",)]


def test_a_source_that_is_no_longer_kept_up_is_not_enough(run_spiders: Any, tmp_path: Path) -> None:
    db, here = tmp_path / "c.db", site("limonar", "agramonte", feed__=feed(*urls("agramonte")))
    here.pages[f"{HOME}/robots.txt"] = Page(f"Sitemap: {HOME}/old.xml\n")
    here.pages[f"{HOME}/old.xml"] = sitemap((urls("limonar")[0], LONG_AGO))
    with serving(here):
        ran = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
    assert ran.stats["eltamarindo"]["constancia/source"] == "feed"
    assert ran.count("kept/new") == 2, "what the old one lists is taken, too"


def test_a_feed_that_has_scrolled_past_what_is_known_leaves_no_gap(run_spiders: Any, tmp_path: Path) -> None:
    db, here = tmp_path / "c.db", site("limonar", "agramonte", "jovellanos", feed__=feed(*urls("limonar")))
    with serving(here):
        run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
        here.pages[f"{HOME}/feed/"] = feed(*urls("jovellanos"))
        here.pages[f"{HOME}/wp-sitemap.xml"] = sitemap(*((url, TODAY) for url in urls("agramonte", "jovellanos")))
        ran = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
    assert ran.count("kept/new") == 2


def test_addresses_that_lead_elsewhere_or_nowhere_are_asked_once(run_spiders: Any, tmp_path: Path) -> None:
    db, here = tmp_path / "c.db", site("limonar")
    short, none, other = f"{HOME}/?p=7", f"{HOME}/2026/03/05/video/", f"{HOME}/2026/03/05/otro-nombre/"
    here.pages[short] = Page("", 301, {"Location": urls("limonar")[0]})
    here.pages[none] = Page("<html><title>Video</title><p>Mira.</p></html>")
    here.pages[other] = Page(article("limonar")[1])
    here.pages[f"{HOME}/feed/"] = feed(short, none, other)
    with serving(here):
        first = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
        assert first.count("fetched") == 3
        here.asked.clear()
        again = run_spiders("eltamarindo", proxy=here.address, DB=db, **QUICK)
    assert here.urls() == [f"{HOME}/robots.txt", f"{HOME}/feed/"]
    assert again.count("known") == 3
    assert rows(db, "SELECT count(*) FROM articles") == [(1,)]


def test_a_section_page_names_its_feed(run_spiders: Any, tmp_path: Path) -> None:
    here, address = Site({}), "http://keyscourier.example"
    stories = [f"{address}/stories/{slug}.html" for slug in ("limonar", "agramonte")]
    pages = [Page(article(slug)[1].replace("/2026/03/05", "")) for slug in ("limonar", "agramonte")]
    here.pages = dict(zip(stories, pages, strict=True))
    head = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    here.pages[f"{address}/index.html"] = Page(
        head.format("Comments", "/c.xml") + head.format("News", "/n.xml") + f'<a href="{stories[0]}">x</a>'
    )
    here.pages[f"{address}/n.xml"] = feed(stories[1])
    with serving(here):
        ran = run_spiders("keyscourier", proxy=here.address, DB=tmp_path / "c.db", **QUICK)
    assert ran.count("found") == 2
    assert f"{address}/c.xml" not in here.urls()


def test_what_wordpress_lists() -> None:
    body = b'[{"link": "/una/", "date_gmt": "2026-05-01T10:00:00", "modified_gmt": null}, {"id": 3}, 4]'
    (found,) = read_rest(body, "https://x.example/wp-json/").articles
    assert (found.url, found.published, found.modified) == ("https://x.example/una/", "2026-05-01T10:00:00Z", None)
    for wrong in (b'{"code": "rest_forbidden"}', b"<html>", b""):
        with pytest.raises(NoSource, match="not a list of posts"):
            read_rest(wrong, "https://x.example/")


def test_what_sitemaps_list() -> None:
    news = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY big "boom">]>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" xmlns:image="i">
    <url><loc>https://x.example/una?a=1&amp;b=2</loc><image:image><image:loc>https://x.example/a.jpg</image:loc>
    </image:image><news:news><news:publication_date>2026-05-01T10:00:00-04:00</news:publication_date>
    <news:title>&big;</news:title></news:news></url></urlset>"""
    (found,) = read_sitemap(news, "https://x.example/", "America/Havana").articles
    assert (found.url, found.published) == ("https://x.example/una?a=1&b=2", "2026-05-01T14:00:00Z")
    index = "".join(f"<sitemap><loc>https://x.example/post-{n}.xml</loc></sitemap>" for n in (1, 2, 10))
    listed = read_sitemap(f"<sitemapindex>{index}</sitemapindex>".encode(), "https://x.example/", "UTC").sitemaps
    assert [each.url[-7:] for each in listed] == ["-10.xml", "t-2.xml", "t-1.xml"], "the newest first"
