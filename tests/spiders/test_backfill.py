"""Going back: the articles of a period, every one of them, and none of them twice."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

from spiders.backfill import Period
from tests.spiders.conftest import ROOT, command
from tests.spiders.small_site import HOME, Page, Site, article, feed, serving, sitemap
from tests.spiders.test_crawl import QUICK, rows

if TYPE_CHECKING:
    from pathlib import Path

MARCH = {"SINCE": "2026-03-04", "UNTIL": "2026-03-06"}


def old_site() -> Site:
    """Ten days of March, one article each, in monthly sitemaps; the feed has the last one alone."""
    days = [f"{day:02d}" for day in range(1, 11)]
    pages = dict(article(f"lugar{day}", day=day) for day in days)
    index = "".join(
        f"<sitemap><loc>{HOME}/post-{name}.xml</loc></sitemap>" for name in ("2026-03", "2026-02", "2021-07")
    )
    site = Site({url: Page(body) for url, body in pages.items()})
    site.pages |= {
        f"{HOME}/robots.txt": Page(f"Sitemap: {HOME}/index.xml\n"),
        f"{HOME}/index.xml": Page(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}'
                                  "</sitemapindex>"),
        f"{HOME}/post-2026-03.xml": sitemap(*((url, "2026-03-20T12:00:00Z") for url in pages)),
        f"{HOME}/post-2026-02.xml": sitemap((f"{HOME}/2026/02/01/viejo/", "2026-02-01")),
        f"{HOME}/feed/": feed(list(pages)[-1]),
    }  # fmt: skip
    return site


def slugs(db: Path) -> list[str]:
    return [url.rsplit("/", 2)[1] for (url,) in rows(db, "SELECT url FROM articles ORDER BY url")]


def test_the_articles_of_a_period_and_on_where_it_stopped(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with serving(old_site()) as site:
        first = run_spiders("eltamarindo", proxy=site.address, DB=db, ARTICLES_MAX=2, **QUICK, **MARCH)
        assert not any("2026-02" in url or "2021-07" in url or "feed" in url for url in site.urls())
        site.asked.clear()
        again = run_spiders("eltamarindo", proxy=site.address, DB=db, **QUICK, **MARCH)
    # A day on either side is asked for as well: time zones.
    assert slugs(db) == ["lugar03", "lugar04", "lugar05", "lugar06", "lugar07"]
    assert (first.count("kept/new"), again.count("kept/new"), again.count("known")) == (2, 3, 2)
    assert sum("/2026/" in url for url in site.urls()) == 3


def test_a_backfill_that_is_killed_goes_on(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with serving(old_site()) as site:
        for page in site.pages.values():
            page.wait = 0.2
        given = {"DB": db, **QUICK, **MARCH, "CONCURRENT_REQUESTS": 1}
        process = subprocess.Popen(
            command("eltamarindo", **given), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "http_proxy": site.address, "no_proxy": ""},
        )  # fmt: skip
        until = time.monotonic() + 60
        kept = 0
        while not kept and time.monotonic() < until:
            with contextlib.suppress(Exception):
                kept = len(slugs(db))
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = len(slugs(db))
        assert kept > 0
        again = run_spiders("eltamarindo", proxy=site.address, **given)
    assert again.count("kept/new") == 5 - kept
    assert len(slugs(db)) == 5
    assert rows(db, "SELECT count(*) FROM versions") == [(5,)]


def test_wordpress_is_asked_for_the_period_page_by_page(run_spiders: Any, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    url, body = article("limonar")
    posts = [{"link": f"{HOME}/acerca-{n}/", "date_gmt": "2026-03-05T10:00:00"} for n in range(99)]
    rest = f"{HOME}/wp-json/wp/v2/posts?per_page=100&_fields=link,date_gmt,modified_gmt"
    rest += "&after=2026-03-03T00%3A00%3A00&before=2026-03-07T23%3A59%3A59&page="
    site = Site({
        url: Page(body),
        f"{rest}1": Page(json.dumps([*posts, {"link": url, "date_gmt": "2026-03-05T15:00:00"}])),
        f"{rest}2": Page(json.dumps([{"link": f"{HOME}/2026/03/06/roto/", "date_gmt": "2026-03-06T15:00:00"}])),
    })  # fmt: skip
    with serving(site):
        ran = run_spiders("eltamarindo", proxy=site.address, DB=db, **QUICK, **MARCH)
    assert slugs(db) == ["limonar"]
    assert ran.count("found") == 2
    assert f"{rest}2" in site.urls()
    assert f"{rest}3" not in site.urls()


def test_periods() -> None:
    assert Period.of("2021-07", "2021").holds("2021-12-31T23:00:00Z")
    assert Period.of("2021-07-11", None).holds("2099-01-01")
    assert not Period.of("2021-07-11", None).holds("2021-07-09")
    assert Period.of(None, "2021-07").holds("1999-01-01")
