"""The four sites of the sample newsroom, as their servers answer on a given night.

``sites(night)`` maps host and path to a page. Each family of sites has its own markup, discovery and habits; see
README.md for what is where and why.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsroom.sources import NIGHTS, Source, render_block, sources_of

TEMPLATES = Path(__file__).parent / "templates"
TIMEZONE = ZoneInfo("America/Havana")
TAMARINDO, MANIGUA = "eltamarindo.example", "lamanigua.example"
FARO, COURIER = "radiofaro.example", "keyscourier.example"
HOSTS = {
    "eltamarindo": TAMARINDO,
    "lamanigua": MANIGUA,
    "radiofaro": FARO,
    "radiofaro_en": FARO,
    "keyscourier": COURIER,
}
SERVERS = {TAMARINDO: "nginx", MANIGUA: "Apache", FARO: "cloudfront", COURIER: "Apache/2.2.3"}
MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
WORDPRESS_FEED_LENGTH = 6
"""Items in El Tamarindo's feed; older articles are found through its sitemap only."""

HTML, XML, RSS = "text/html; charset=UTF-8", "application/xml; charset=UTF-8", "application/rss+xml; charset=UTF-8"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answers: status, headers (all but Date and Content-Length) and the body's bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def slugify(words: str) -> str:
    """Words as they stand in an address: "Presos políticos" becomes "presos-politicos"."""
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_words.lower()).strip("-")


def path_of(source: Source) -> str:
    """An article's canonical path on its site."""
    match source.outlet:
        case "eltamarindo":
            return f"/{source.published:%Y/%m/%d}/{source.slug}/"
        case "lamanigua":
            return f"/{slugify(source.section)}/{int(source.published.timestamp())}_{source.number}.html"
        case "radiofaro":
            return f"/a/{source.slug}/{source.number}.html"
        case "radiofaro_en":
            return f"/en/a/{source.slug}/{source.number}.html"
        case "keyscourier":
            return f"/stories/{source.slug}.html"
    raise ValueError(f"{source.key}: unknown outlet {source.outlet}")


def url_of(source: Source) -> str:
    """An article's canonical URL."""
    return f"http://{HOSTS[source.outlet]}{path_of(source)}"


def date_es(moment: datetime) -> str:
    """A moment as La Manigua prints it: "5 marzo, 2026 - 14:05"."""
    local = moment.astimezone(TIMEZONE)
    return f"{local.day} {MONTHS_ES[local.month - 1]}, {local.year} - {local:%H:%M}"


def day_es(moment: datetime) -> str:
    """A day as El Tamarindo prints it: "marzo 5, 2026"."""
    local = moment.astimezone(TIMEZONE)
    return f"{MONTHS_ES[local.month - 1]} {local.day}, {local.year}"


def day_en(moment: datetime) -> str:
    """A day as the English pages print it: "Thursday, March 5, 2026"."""
    local = moment.astimezone(TIMEZONE)
    return f"{local:%A, %B} {local.day}, {local.year}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "date_es": date_es, "day_es": day_es, "day_en": day_en, "slug": slugify, "path": path_of, "url": url_of,
        "rfc822": format_datetime, "utc": lambda moment: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "iso": lambda moment: moment.isoformat(), "safe_body": lambda source: Markup(source.body),  # noqa: S704
    }  # fmt: skip
    return environment


def _page(
    host: str, body: str, content_type: str = HTML, *, changed: datetime | None = None, status: int = 200,
    encoding: str = "utf-8",
) -> Page:  # fmt: skip
    data = body.encode(encoding)
    headers = [("Server", SERVERS[host]), ("Content-Type", content_type)]
    if changed:
        headers.append(("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)))
    headers.append(("ETag", f'"{hashlib.sha256(data).hexdigest()[:16]}"'))
    return Page(status, tuple(headers), data)


def _redirect(host: str, target: str) -> Page:
    headers = (("Server", SERVERS[host]), ("Location", target), ("Content-Type", HTML))
    return Page(301, headers, b"<html><head><title>301 Moved Permanently</title></head></html>\n")


class _Site:
    """One host's pages on one night: templates of its folder filled with its articles."""

    def __init__(self, host: str, folder: str, night: int) -> None:
        self.host, self.folder, self.now = host, folder, NIGHTS[night]
        self.articles = [source for source in sources_of(night) if HOSTS[source.outlet] == host]
        self.everywhere = {source.key: source for source in sources_of(night)}
        self.pages: dict[str, Page] = {}

    def fill(self, template: str, **context: object) -> str:
        """A template of this site with what every page of it shows."""
        shared: dict[str, object] = {"home": f"http://{self.host}", "articles": self.articles, "now": self.now}
        return _templates().get_template(f"{self.folder}/{template}").render(shared | context)

    def add(self, path: str, template: str, content_type: str = HTML, **context: object) -> None:
        changed = context.pop("changed", None)
        body = self.fill(template, **context)
        self.pages[path] = _page(self.host, body, content_type, changed=changed)  # type: ignore[arg-type]

    def sections(self) -> dict[str, list[Source]]:
        """The articles of each section, newest first."""
        sections: dict[str, list[Source]] = {}
        for source in self.articles:
            sections.setdefault(source.section, []).append(source)
        return sections


def _tamarindo(night: int) -> dict[str, Page]:
    site = _Site(TAMARINDO, "eltamarindo", night)
    for source in site.articles:
        related = [other for other in site.articles if other is not source][:3]
        site.add(path_of(source), "article.html", source=source, related=related, changed=source.updated)
        for old in source.old_paths:
            site.pages[old] = _redirect(TAMARINDO, url_of(source))
    site.add("/", "list.html", title="El Tamarindo", listed=site.articles[:8])
    for section, listed in site.sections().items():
        site.add(f"/category/{slugify(section)}/", "list.html", title=section, listed=listed)
    newest = site.articles[:WORDPRESS_FEED_LENGTH]
    tracked = "?utm_source=rss&utm_medium=feed&utm_campaign=portada"
    site.pages[path_of(newest[0]) + tracked] = site.pages[path_of(newest[0])]
    site.add("/feed/", "feed.xml", RSS, listed=newest, tracked=tracked)
    site.add("/wp-sitemap.xml", "sitemap_index.xml", XML)
    site.add("/wp-sitemap-posts-post-1.xml", "sitemap_posts.xml", XML)
    site.add("/wp-sitemap-posts-page-1.xml", "sitemap_pages.xml", XML)
    site.add("/quienes-somos/", "about.html")
    site.add("/robots.txt", "robots.txt", TEXT)
    return site.pages


def _manigua(night: int) -> dict[str, Page]:
    site = _Site(MANIGUA, "lamanigua", night)
    for source in site.articles:
        site.add(path_of(source), "article.html", source=source, changed=source.updated)
        if source.broken:
            site.pages[path_of(source)] = _break(site.pages[path_of(source)])
        site.pages[f"/node/{source.number}"] = _redirect(MANIGUA, url_of(source))
        site.add(f"/imprimir/{source.number}", "print.html", source=source)
    site.add("/", "list.html", title="La Manigua", listed=site.articles)
    for section, listed in site.sections().items():
        site.add(f"/{slugify(section)}", "list.html", title=section, listed=listed)
    site.add("/rss.xml", "feed.xml", RSS, listed=site.articles[:10])
    site.add("/contacto", "contact.html")
    site.add("/robots.txt", "robots.txt", TEXT)
    return site.pages


def _break(page: Page) -> Page:
    """The page as a careless editor left it: paragraphs never closed, tags crossed, bare ampersands, no end."""
    body = page.body.decode()
    body = body.replace("</p>", "").replace("<blockquote>", "<b><blockquote>").replace("&amp;", "&")
    body = body.replace('<p class="first">', "<p class=first></span><i><b>", 1).replace("</h1>", "</h2>", 1)
    return Page(page.status, page.headers, body[: body.index("<!-- pie -->")].encode())


def _faro(night: int) -> dict[str, Page]:
    site = _Site(FARO, "radiofaro", night)
    for source in site.articles:
        twin = site.everywhere[source.translation] if source.translation else None
        listed = [other for other in site.articles if other.outlet == source.outlet]
        site.add(
            path_of(source), "article.html", source=source, twin=twin, listed=listed, changed=source.updated,
            people=[{"@type": "Person", "name": author} for author in source.authors],
        )  # fmt: skip
    for outlet, home, section in (("radiofaro", "/", "311"), ("radiofaro_en", "/en", "611")):
        listed = [source for source in site.articles if source.outlet == outlet]
        language = "en" if home == "/en" else "es"
        site.add(home, "list.html", listed=listed, language=language)
        site.add(f"/z/{section}", "list.html", listed=listed, language=language)
        site.add(f"/sitemap_{section}_news.xml", "news_sitemap.xml", XML, listed=listed, language=language)
    site.add("/robots.txt", "robots.txt", TEXT)
    return site.pages


def _courier(night: int) -> dict[str, Page]:
    site = _Site(COURIER, "keyscourier", night)

    def add(path: str, template: str, **context: object) -> None:
        # No charset in the header, as old servers do; one story has no declaration of its own either.
        body = site.fill(template, **context)
        site.pages[path] = _page(COURIER, body, "text/html", encoding="cp1252")

    for source in site.articles:
        add(path_of(source), "story.html", source=source, bodies=_loose_blocks)
    add("/", "index.html", listed=site.articles[:5])
    site.pages["/index.html"] = site.pages["/"]
    add("/cuba.html", "section.html", listed=site.articles)
    for name in ("about", "links", "subscribe"):
        add(f"/{name}.html", f"{name}.html")
    site.add("/robots.txt", "robots.txt", TEXT)
    return site.pages


def _loose_blocks(source: Source) -> list[Markup]:
    """A story's blocks as typed by hand: paragraphs opened and never closed, subheadings in bold."""
    marked = (render_block(block) for block in source.blocks)
    return [Markup(re.sub(r"<(/?)h2>", r"<\1b>", block).replace("</p>", "").replace("<p>", "<P>")) for block in marked]  # noqa: S704


@cache
def sites(night: int) -> Mapping[str, Mapping[str, Page]]:
    """Host to path to page, for night 1 or 2; a path holds its query where the site tells addresses apart by it."""
    return {
        TAMARINDO: _tamarindo(night), MANIGUA: _manigua(night), FARO: _faro(night), COURIER: _courier(night),
    }  # fmt: skip


def answer(night: int, host: str, path: str) -> Page:
    """What the host answers to a path (with query): a page, else what it says instead of one."""
    pages = sites(night).get(host)
    if pages is None:
        return Page(502, (("Content-Type", TEXT),), f"No such host in the newsroom: {host}\n".encode())
    page = pages.get(path) or pages.get(path.partition("?")[0])
    if page is not None:
        return page
    body = "<html><head><title>404</title></head><body><h1>Not Found</h1></body></html>\n"
    return _page(host, body, status=404)


MISSING: Iterable[tuple[str, str]] = (
    (TAMARINDO, "/2025/12/30/resumen-del-ano/"),
    (COURIER, "/stories/old-fort-photos.html"),
)
"""Addresses which pages link to and no server knows."""
