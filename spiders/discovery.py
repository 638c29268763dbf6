"""What a source of articles lists: feeds, sitemaps, section pages. Pure functions of what was received."""

from __future__ import annotations

import calendar
import json
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser
from bs4 import BeautifulSoup
from lxml import etree  # type: ignore[import-untyped]
from scrapy.utils.sitemap import sitemap_urls_from_robots

from extract.page_dates import to_iso
from extract.page_encoding import decode_page
from extract.page_url import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_BYTES = 64 * 1024 * 1024
"""A sitemap may have 50 megabytes; a file that unpacks to much more is none."""

_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|comentario", re.IGNORECASE)


class NoSource(ValueError):
    """What was received is no source of this kind; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a source lists it. ``modified`` and ``published``: ISO 8601 in UTC, as far as the source tells;
    ``by``: what lists it (feed, sitemap, rest, section)."""

    url: str
    modified: str | None = None
    published: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists: articles, and further sitemaps and feeds."""

    articles: tuple[Found, ...] = ()
    sitemaps: tuple[Found, ...] = ()
    feeds: tuple[str, ...] = ()


def read_robots(body: bytes, url: str) -> Listing:
    """The Sitemap lines of robots.txt."""
    return Listing(sitemaps=tuple(Found(sitemap) for sitemap in sitemap_urls_from_robots(body, base_url=url)))


def read_sitemap(body: bytes, url: str, timezone: str) -> Listing:
    """A sitemap, a news sitemap or a sitemap index, gzipped or not; newest first. Raises NoSource."""
    try:
        root = etree.fromstring(_inflated(body).strip(), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoSource("not a sitemap") from error
    kind = etree.QName(root).localname if root is not None else ""
    if kind not in ("urlset", "sitemapindex"):
        raise NoSource("not a sitemap")
    found = [each for entry in root.iterchildren("{*}url", "{*}sitemap") if (each := _entry(entry, url, timezone)).url]
    newest_first = tuple(sorted(found, key=_age, reverse=True))
    return Listing(sitemaps=newest_first) if kind == "sitemapindex" else Listing(articles=newest_first)


def _parser() -> Any:
    """One that resolves no entities, fetches nothing and mends what is broken."""
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)


def _entry(entry: Any, url: str, timezone: str) -> Found:
    said: dict[str, str] = {}
    for part in entry.iterdescendants("{*}loc", "{*}lastmod", "{*}publication_date"):
        said.setdefault(etree.QName(part).localname, (part.text or "").strip())
    link = said.get("loc", "")
    return Found(
        absolute_url(url, link) if link else "",
        _iso(said.get("lastmod"), timezone),
        _iso(said.get("publication_date"), timezone),
    )


def _age(found: Found) -> tuple[str, int]:
    """Sorts by date of change; files of an index that tell none are numbered, the newest last."""
    number = re.search(r"(\d+)\.xml(?:\.gz)?$", found.url)
    return found.modified or found.published or "", int(number[1]) if number and len(number[1]) < 10 else 0


def read_rest(body: bytes, url: str) -> Listing:
    """What WordPress answers under /wp-json/wp/v2/posts. Raises NoSource where it is something else."""
    try:
        posts = json.loads(body)
    except ValueError as error:
        raise NoSource("not a list of posts") from error
    if not isinstance(posts, list):
        raise NoSource("not a list of posts")
    return Listing(
        tuple(
            Found(absolute_url(url, post["link"]), _gmt(post.get("modified_gmt")), _gmt(post.get("date_gmt")))
            for post in posts
            if isinstance(post, dict) and isinstance(post.get("link"), str)
        )
    )


def _gmt(value: object) -> str | None:
    """WordPress writes UTC without saying so, and null and "0000-00-00T00:00:00" for what has no date."""
    return to_iso(value, "UTC") if isinstance(value, str) else None


def read_feed(body: bytes, url: str) -> Listing:
    """An RSS or Atom feed, in its own order. Raises NoSource where it is neither."""
    feed = feedparser.parse(_inflated(body), response_headers={"content-location": url})
    if not feed.version:
        raise NoSource("not a feed")
    return Listing(articles=tuple(_entries(feed.entries)))


def read_section(body: bytes, url: str, content_type: str | None) -> Listing:
    """The links of a page, in its order, and the feeds of articles that it names."""
    text, _ = decode_page(body, content_type)
    soup = BeautifulSoup(text, "lxml")
    base = soup.find("base", href=True)
    root = absolute_url(url, str(base["href"])) if base else url
    links = (absolute_url(root, str(link["href"])) for link in soup.find_all("a", href=True))
    feeds = [
        absolute_url(root, str(link["href"]))
        for link in soup.select("link[rel~=alternate][href]")
        if _FEED.search(str(link.get("type"))) and not _COMMENTS.search(f"{link['href']} {link.get('title')}")
    ]
    articles = tuple(Found(link) for link in dict.fromkeys(links) if link)
    return Listing(articles, feeds=tuple(dict.fromkeys(filter(None, feeds))))


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
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise NoSource("a damaged gzip file") from error
    if unpacker.unconsumed_tail:
        raise NoSource(f"unpacks to more than {MOST_BYTES >> 20} megabytes")
    if not unpacker.eof:
        raise NoSource("a damaged gzip file")
    return unpacked
