"""A page becomes an ``Article``: every field from the best layer that has it, and the layer recorded.

The layers, best first: JSON-LD, meta tags, the outlet's selectors, trafilatura. The text is the exception: only markup
keeps paragraphs, so the outlet's selectors come first there, and JSON-LD only where its text has paragraphs or is that
of paragraphs on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup

from extract.article import Article
from extract.language import normalize_language, settle_language
from extract.page_body import body_paragraphs, captions_in, clean_text, tidy
from extract.page_byline import authors_of_dateline, names_of
from extract.page_dates import doubt, find_date_text, to_iso
from extract.page_encoding import decode_page
from extract.page_generic import declared_paragraphs, generic_paragraphs, shown_paragraphs
from extract.page_jsonld import find_article, is_paywalled, live_entries, names_other_page, text, texts
from extract.page_rules import OutletRules
from extract.page_url import absolute_url, is_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import Tag

__all__ = ["NotAnArticle", "OutletRules", "parse_page"]

MIN_WORDS = 25
SHORT_WORDS = 60
LONGEST_TITLE = 300
LONGEST_DATELINE = 120
_HEAD_OF_PAGE = 40
_CHANGED = re.compile(r"(?:[uú]ltima |last )?(?:actualiza|modificad|updated?\b|modified)", re.IGNORECASE)

Candidates = Iterator[tuple[str, str]]


class NotAnArticle(ValueError):
    """The page holds no article; the message says why, in words for people."""


@dataclass(slots=True)
class _Page:
    """A page being read: its parts, and what is found out about it on the way."""

    html: str
    url: str
    soup: BeautifulSoup
    node: dict[str, Any]
    outlet: OutletRules
    fetched: str | None
    listed: tuple[str, str] | None = None
    dateline: tuple[str, str] | None = None
    metas: dict[str, list[str]] | None = None
    layers: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def first(self, name: str, candidates: Iterable[tuple[str, str]]) -> str | None:
        """The first candidate with a value; its layer is recorded under ``name``."""
        for layer, value in candidates:
            if value:
                self.layers[name] = layer
                return value
        return None

    def meta(self, *names: str) -> list[str]:
        """The contents of meta tags of these names (property, name, itemprop), in the names' order."""
        if self.metas is None:
            self.metas = _meta_tags(self.soup)
        found = [clean_text(unescape(said)) for name in names for said in self.metas.get(name.lower(), ())]
        return [value for value in found if value]

    def links(self, kind: str) -> list[Tag]:
        """The page's ``link`` elements of a kind ("canonical")."""
        return [link for link in self.soup.find_all("link") if kind in link.get_attribute_list("rel")]

    def selected(self, selectors: Iterable[str]) -> Iterator[Tag]:
        for selector in selectors:
            yield from self.soup.select(selector)


def _meta_tags(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The contents of meta tags by name; of one name the properties first, then the names, then the item properties."""
    found: dict[str, list[str]] = {}
    tags = soup.find_all("meta")
    for key in ("property", "name", "itemprop"):
        for tag in tags:
            if name := tag.get(key):
                found.setdefault(str(name).lower(), []).append(str(tag.get("content") or ""))
    return found


def parse_page(
    html: bytes,
    url: str,
    *,
    outlet: OutletRules | None = None,
    content_type: str | None = None,
    fetched: str | None = None,
    listed: tuple[str, str] | None = None,
) -> Article:
    """Read the article on a page.

    ``html`` is the body as received (decompressed), ``content_type`` the HTTP header's value, ``url`` the address asked
    for, ``fetched`` when (ISO 8601, UTC): a date later than that is taken for wrong. ``listed`` is what listed the page
    ("feed") and when that says it was published. Raises NotAnArticle.
    """
    outlet = outlet or OutletRules()
    source, _ = decode_page(html, content_type)
    if not source.strip():
        raise NotAnArticle("the page is empty")
    soup = BeautifulSoup(source, "lxml")
    if soup.find(True) is None:
        raise NotAnArticle("no HTML in it")
    page = _Page(source, url, soup, find_article(soup, url), outlet, fetched, listed)
    if names_other_page(soup):
        raise NotAnArticle("the page calls itself a list, not an article")
    # The dates before the text: reading the text takes the page apart.
    address = _address(page)
    title = page.first("title", _titles(page))
    if not title:
        raise NotAnArticle("no title found")
    dates = {name: _date(page, name, find(page)) for name, find in _DATES.items()}
    dates["published"] = _to_the_minute(page, dates["published"])
    details = _details(page)
    body = page.first("text", _bodies(page, title))
    words = len(body.split()) if body else 0
    if not body or words < MIN_WORDS:
        raise NotAnArticle(f"no text of an article found ({words} words)")
    if words < SHORT_WORDS:
        page.warnings.append(f"the text is short: {words} words")
    if is_paywalled(page.node, page.meta("article:content_tier")):
        page.warnings.append("paywalled: what is shown may not be the whole text")
    layer, declared = _declared_language(page)
    language, warning = settle_language(declared, body)
    if language:
        page.layers["language"] = layer if language == declared else "text"
    if warning:
        page.warnings.append(warning)
    if not dates["published"] and not any(w.startswith("published:") for w in page.warnings):
        page.warnings.append("no publication date found")
    return Article(
        url=address, outlet=outlet.id or str(urlsplit(address).hostname or ""), title=title, text=body,
        language=language, published=dates["published"], modified=dates["modified"], timezone=outlet.timezone,
        layers=page.layers, warnings=tuple(dict.fromkeys(page.warnings)), **details,
    )  # fmt: skip


def _address(page: _Page) -> str:
    """The canonical address: the page's own canonical link where it is one of this site's articles, else its own."""
    here = page.outlet.canonical(page.url)
    links = [str(link.get("href") or "") for link in page.links("canonical")]
    for link in [*links, *page.meta("og:url")]:
        named = page.outlet.canonical(absolute_url(page.url, link))
        if not is_source(named):
            continue
        # A saved page has no address but what it says itself.
        same_site = urlsplit(here).hostname in (urlsplit(named).hostname, None) and "//" in named
        # Some templates name the home page, or one address for all.
        if same_site and page.outlet.is_article(named) and urlsplit(named).path != "/":
            return named
    return here


def _titles(page: _Page) -> Candidates:
    site = {page.outlet.name, *page.meta("og:site_name")} - {""}
    headline, graph = text(page.node.get("headline")), page.meta("og:title", "twitter:title")
    # A headline cut to the length that search engines show is no title where the whole one is at hand.
    cut = headline.rstrip("… .")
    if headline and not (graph and len(graph[0]) > len(headline) and graph[0].startswith(cut)):
        yield "json-ld", clean_text(headline)
    for value in graph:
        yield "meta", _without_site(value, site)
    for tag in page.selected((*page.outlet.title, "h1")):
        words = clean_text(tag.get_text(" "))
        # A heading that was never closed holds the whole page.
        yield "selector", _without_site(words, site) if len(words) <= LONGEST_TITLE else ""
    if page.soup.title:
        yield "meta", _without_site(clean_text(page.soup.title.get_text()), site)


def _without_site(title: str, names: set[str]) -> str:
    for name in names:
        title = re.sub(
            rf"\s+[|\-–—·»:]\s+{re.escape(name)}\s*$|^{re.escape(name)}\s*[|:]\s+", "", title, flags=re.IGNORECASE
        )
    return title.strip()


def _date(page: _Page, name: str, candidates: Candidates) -> str | None:
    for layer, value in candidates:
        found = to_iso(value, page.outlet.timezone, _first_language(page))
        if not found:
            continue
        if trouble := doubt(found, page.fetched):
            page.warnings.append(f"{name}: {trouble}")
            continue
        page.layers[name] = layer
        return found
    return None


def _to_the_minute(page: _Page, published: str | None) -> str | None:
    """What listed the article tells the time of a day that the page tells alone."""
    if not published or "T" in published or not page.listed:
        return published
    moment = to_iso(page.listed[1], page.outlet.timezone)
    if not moment or "T" not in moment:
        return published
    if f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(page.outlet.timezone)):%Y-%m-%d}" != published:
        return published
    page.layers["published"] = page.listed[0]
    return moment


def _published(page: _Page) -> Candidates:
    yield "json-ld", text(page.node.get("datePublished") or page.node.get("dateCreated"))
    for value in page.meta("article:published_time", "og:published_time", "datePublished", "DC.date.issued", "date"):
        yield "meta", value
    for tag in page.selected(page.outlet.date):
        yield "selector", str(tag.get("datetime") or tag.get("content") or "")
        yield "selector", find_date_text(tag.get_text(" "), page.outlet.timezone, _first_language(page)) or ""
    yield from (("url", value) for value in _dates_of_url(page))
    for tag in page.soup.select("time[datetime][pubdate], time.published[datetime], [itemprop=datePublished]"):
        yield "selector", str(tag.get("datetime") or "")
    if page.listed:
        yield page.listed
    yield "dateline", _dateline(page)


def _modified(page: _Page) -> Candidates:
    yield "json-ld", text(page.node.get("dateModified"))
    for value in page.meta("article:modified_time", "og:updated_time", "dateModified"):
        yield "meta", value
    for tag in page.selected(page.outlet.updated):
        yield "selector", find_date_text(tag.get_text(" "), page.outlet.timezone, _first_language(page)) or ""


_DATES: dict[str, Callable[[_Page], Candidates]] = {"published": _published, "modified": _modified}


def _dates_of_url(page: _Page) -> Iterator[str]:
    match = re.search(page.outlet.article_url, page.url) if page.outlet.article_url else None
    groups = match.groupdict() if match else {}
    if groups.get("epoch"):
        yield groups["epoch"]
    if groups.get("date"):
        yield groups["date"].replace("/", "-")


def _dateline(page: _Page) -> str:
    """A date in words near the top of the page: in a line of its own, between the first heading and the text."""
    return _dateline_of(page)[0]


def _dateline_of(page: _Page) -> tuple[str, str]:
    """The date of the dateline and the whole line; empty where there is none. A line on a change is none."""
    if page.dateline is None:
        page.dateline = next(_datelines(page), ("", ""))
    return page.dateline


def _datelines(page: _Page) -> Iterator[tuple[str, str]]:
    strings = [clean_text(line) for line in page.soup.get_text("\n").splitlines()]
    lines = [line for line in strings if line]
    title = page.layers.get("title") and next(iter(_titles(page)))[1]
    start = next((number for number, line in enumerate(lines) if title and title in line and number), 0)
    for line in lines[start : start + _HEAD_OF_PAGE]:
        if len(line) > LONGEST_DATELINE or _CHANGED.match(line):
            continue
        if found := find_date_text(line, page.outlet.timezone, _first_language(page)):
            yield found, line


def _details(page: _Page) -> dict[str, Any]:
    """Authors, section, tags and alternates."""
    section = page.first("section", _sections(page))
    said = [("json-ld", texts(page.node.get("keywords"))), ("meta", page.meta("article:tag", "news_keywords"))]
    layer, values = next(((layer, values) for layer, values in said if values), ("", []))
    tags = dict.fromkeys(clean_text(tag) for value in values for tag in value.split(","))
    if any(tags):
        page.layers["tags"] = layer
    alternates = []
    here = _address(page)
    for link in page.links("alternate"):
        language = normalize_language(str(link.get("hreflang") or ""))
        address = page.outlet.canonical(absolute_url(page.url, str(link.get("href") or "")))
        if language and link.get("href") and is_source(address) and address != here:
            alternates.append((language, address))
    alternates += page.outlet.other_editions(here)
    return {
        "authors": _authors(page),
        "section": section,
        "tags": tuple(filter(None, tags)),
        "alternates": tuple(dict.fromkeys(alternates)),
    }


def _authors(page: _Page) -> tuple[str, ...]:
    for layer, values in _bylines(page):
        names = [name for value in values for name in names_of(value)]
        if names:
            page.layers["authors"] = layer
            return tuple(dict.fromkeys(names))
    return ()


def _bylines(page: _Page) -> Iterator[tuple[str, list[str]]]:
    yield "json-ld", texts(page.node.get("author") or page.node.get("creator"))
    yield "meta", page.meta("author", "article:author", "dc.creator")
    yield "selector", [tag.get_text(" ") for tag in page.selected(page.outlet.author)]
    yield "dateline", authors_of_dateline(_dateline_of(page)[1])


def _sections(page: _Page) -> Candidates:
    yield "json-ld", clean_text(text(page.node.get("articleSection")))
    for value in page.meta("article:section"):
        yield "meta", value
    for tag in page.selected(page.outlet.section):
        yield "selector", clean_text(tag.get_text(" "))


def _declared_language(page: _Page) -> tuple[str, str | None]:
    """What is said of the language, best first: the layer that says it, and the language."""
    root = page.soup.find("html")
    said = [
        ("json-ld", text(page.node.get("inLanguage"))),
        ("meta", str(root.get("lang") or root.get("xml:lang") or "") if root else ""),
        *(("meta", value) for value in page.meta("og:locale")),
        *(("outlet", value) for value in page.outlet.languages[:1]),
    ]
    return next(((layer, language) for layer, value in said if (language := normalize_language(value))), ("", None))


def _first_language(page: _Page) -> str | None:
    return page.outlet.languages[0] if page.outlet.languages else _declared_language(page)[1]


def _bodies(page: _Page, title: str) -> Candidates:
    said = text(page.node.get("articleBody"))
    boilerplate = page.outlet.boilerplate
    elsewhere = captions_in(page.soup)
    for selector in page.outlet.body:
        found = page.soup.select(selector)
        outer = [tag for tag in found if not any(parent in found for parent in tag.parents)]
        paragraphs = body_paragraphs(outer, page.outlet.remove)
        body = tidy((each for each in paragraphs if each not in elsewhere), title, boilerplate)
        if len(body.split()) >= MIN_WORDS:
            yield "selector", body
    declared = declared_paragraphs(said)
    if len(declared) > 1:
        yield "json-ld", tidy(declared, title, boilerplate)
    yield "json-ld", tidy(live_entries(page.node, page.outlet.timezone), title, boilerplate)
    generic = generic_paragraphs(page.html, page.url)
    yield "json-ld", tidy(shown_paragraphs(said, page.soup, generic), title, boilerplate)
    # A line that only says who wrote it and when is told in the fields.
    if (line := _dateline_of(page)[1]) and authors_of_dateline(line):
        elsewhere.add(line)
    yield "trafilatura", tidy((each for each in generic if each and each not in elsewhere), title, boilerplate)
    yield "json-ld", tidy(declared, title, boilerplate)
