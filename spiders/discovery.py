"""What a source of articles lists: feeds, sitemaps, section pages. Pure functions of what was received."""

from __future__ import annotations

import calendar
import gzip
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser
from bs4 import BeautifulSoup
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]
from scrapy.utils.sitemap import Sitemap, sitemap_urls_from_robots

from extract.page_dates import to_iso
from extract.page_encoding import decode_page
from extract.page_url import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterator


class NoSource(ValueError):
    """What was received is no source of this kind; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a source lists it. ``modified`` and ``published``: ISO 8601 in UTC, as far as the source tells."""

    url: str
    modified: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists: articles, and further sitemaps."""

    articles: tuple[Found, ...] = ()
    sitemaps: tuple[Found, ...] = ()


def read_robots(body: bytes, url: str) -> Listing:
    """The Sitemap lines of robots.txt."""
    return Listing(sitemaps=tuple(Found(sitemap) for sitemap in sitemap_urls_from_robots(body, base_url=url)))


def read_sitemap(body: bytes, url: str, timezone: str) -> Listing:
    """A sitemap, a news sitemap or a sitemap index, gzipped or not; newest first. Raises NoSource."""
    try:
        sitemap = Sitemap(_inflated(body))
        kind, entries = sitemap.type, list(sitemap)
    except (XMLSyntaxError, StopIteration, ValueError) as error:
        raise NoSource("not a sitemap") from error
    if kind not in ("urlset", "sitemapindex"):
        raise NoSource("not a sitemap")
    found = [
        Found(absolute_url(url, entry["loc"]), _iso(entry.get("lastmod"), timezone))
        for entry in entries
        if entry.get("loc")
    ]  # fmt: skip
    newest_first = tuple(sorted(found, key=lambda each: each.modified or "", reverse=True))
    return Listing(sitemaps=newest_first) if kind == "sitemapindex" else Listing(articles=newest_first)


def read_feed(body: bytes, url: str) -> Listing:
    """An RSS or Atom feed, in its own order. Raises NoSource where it is neither."""
    feed = feedparser.parse(_inflated(body), response_headers={"content-location": url})
    if not feed.version:
        raise NoSource("not a feed")
    return Listing(articles=tuple(_entries(feed.entries)))


def read_section(body: bytes, url: str, content_type: str | None) -> Listing:
    """The links of a page, in its order."""
    text, _ = decode_page(body, content_type)
    soup = BeautifulSoup(text, "lxml")
    base = soup.find("base", href=True)
    root = absolute_url(url, str(base["href"])) if base else url
    links = (absolute_url(root, str(link["href"])) for link in soup.find_all("a", href=True))
    return Listing(articles=tuple(Found(link) for link in dict.fromkeys(links) if link))


def _entries(entries: list[Any]) -> Iterator[Found]:
    for entry in entries:
        if link := entry.get("link"):
            # feedparser gives the published date for a missing updated one; only a date of its own says "changed".
            changed = dict.get(entry, "updated_parsed")
            yield Found(link, _utc(changed), _utc(entry.get("published_parsed")))


def _utc(parts: Any) -> str | None:
    if parts is None:
        return None
    return f"{datetime.fromtimestamp(calendar.timegm(parts), UTC):%Y-%m-%dT%H:%M:%SZ}"


def _iso(value: str | None, timezone: str) -> str | None:
    return to_iso(value, timezone) if value else None


def _inflated(body: bytes) -> bytes:
    """``body`` unpacked where it is a gzip file (sitemap.xml.gz). Raises NoSource where that is damaged."""
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as error:
        raise NoSource("a damaged gzip file") from error
