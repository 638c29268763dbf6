"""The base of every outlet's spider: finds its articles source by source, fetches what is new or changed, reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.url import url_is_from_any_domain

from extract.article import DEFAULT_TIMEZONE
from extract.page import NotAnArticle, OutletRules, parse_page
from extract.page_dates import to_iso
from extract.page_url import canonical_url, url_variants
from spiders.discovery import Found, Listing, NoSource, read_feed, read_robots, read_section, read_sitemap
from spiders.problems import report
from spiders.robots import RobotsMiddleware, forbidden
from spiders.stop import let_start_items_end, store_of
from store.item import CapturedArticle
from store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

MAX_SITEMAPS = 20

Several: TypeAlias = tuple[str, ...]


class OutletSpider(Spider):
    """What a spider's file says of its outlet; only ``name``, ``home`` and ``article_url`` must be said.

    ``outlet_name`` as people write it; ``hosts`` other names of the site; ``article_url`` a regular expression for the
    addresses of articles (groups ``date`` or ``epoch`` date them), ``short_url`` one for other addresses that sources
    list and that redirect to articles. Sources of articles, tried in this order until one
    lists articles: the Sitemap lines of robots.txt, ``news_sitemaps``, ``feeds``, ``sitemaps``, ``sections``; relative
    addresses count from ``home``. ``sitemap_only``: a regular expression of the sitemaps worth reading in an index.
    The rest is as in ``extract.page_rules.OutletRules``. ``sample``: belongs to the sample newsroom.
    """

    outlet_name: str = ""
    home: str = ""
    hosts: Several = ()
    languages: Several = ("es",)
    timezone: str = DEFAULT_TIMEZONE
    sample: bool = False

    robots_sitemaps: bool = True
    news_sitemaps: Several = ()
    feeds: Several = ()
    sitemaps: Several = ()
    sections: Several = ()
    sitemap_only: str = ""

    article_url: str = ""
    short_url: str = ""
    title_selectors: Several = ()
    body_selectors: Several = ()
    date_selectors: Several = ()
    author_selectors: Several = ()
    section_selectors: Several = ()
    remove: Several = ()
    boilerplate: Several = ()

    allowed_domains: list[str]
    store: Store | None = None

    @classmethod
    def rules(cls) -> OutletRules:
        """How this outlet's pages are read."""
        return OutletRules(
            id=cls.name, name=cls.outlet_name, home=cls.home, hosts=cls.hosts, languages=cls.languages,
            timezone=cls.timezone, title=cls.title_selectors, body=cls.body_selectors, date=cls.date_selectors,
            author=cls.author_selectors, section=cls.section_selectors, remove=cls.remove,
            boilerplate=cls.boilerplate, article_url=cls.article_url,
        )  # fmt: skip

    @classmethod
    def domains(cls) -> tuple[str, ...]:
        """The host names of the site."""
        return (str(urlsplit(cls.home).hostname), *cls.hosts)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_domains = list(cls.domains())
        spider.store = store_of(crawler)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        crawler.signals.connect(spider._tell_offsite, signals.request_scheduled)
        let_start_items_end(crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for item in self._unread():
            yield item
        most = self.settings.getint("ARTICLES_MAX")
        number = 0
        async for found in self._discover():
            self._count("found")
            if not self._is_wanted(found):
                self._count("known")
                continue
            if most and number == most:
                self._count("left")
                continue
            number += 1
            yield Request(found.url, self.parse_article, errback=self.failed, cb_kwargs={"found": found})

    def parse_article(self, response: Response, found: Found) -> Iterator[CapturedArticle]:
        """An article page as it came."""
        self._count("fetched")
        if not url_is_from_any_domain(response.url, self.domains()):
            report(self, f"{found.url}: redirects to another site ({response.url}); left out", "offsite")
            return
        rules = self.rules()
        if not rules.is_article(canonical_url(response.url, self.home, self.hosts)):
            report(self, f"{found.url}: redirects to {response.url}, which is no article; left out", "not_articles")
            return
        capture = response.meta.get("capture")
        if capture is None:
            report(self, f"{response.url}: was not captured; left out", "capture_errors")
            return
        content_type = response.headers.get("Content-Type")
        fetched = to_iso(capture.date, "UTC") or capture.date
        try:
            article = parse_page(
                response.body, response.url, outlet=rules, fetched=fetched,
                content_type=content_type.decode("latin-1") if content_type else None,
            )  # fmt: skip
        except NotAnArticle as reason:
            report(self, f"{response.url}: not an article: {reason}", "not_articles")
            return
        for field, layer in article.layers.items():
            self._count(f"field/{field}/{layer}")
        for field in ("published", "authors", "language"):
            if not getattr(article, field):
                self._count(f"field/{field}/missing")
        for warning in article.warnings:
            self.logger.info("%s: %s", article.url, warning)
        yield CapturedArticle(article=article, fetched=fetched, capture=capture)

    def failed(self, failure: Failure) -> None:
        """A page that did not come: one line that says why; the run goes on."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error: BaseException = failure.value or IgnoreRequest("no reason given")
        if isinstance(error, HttpError):
            if "not in replay" in error.response.flags:
                report(self, f"{request.url}: not in the replayed files", "failed")
            else:
                report(self, f"{error.response.url}: {_status(error.response.status)}", "failed")
        elif forbidden(error):
            report(self, f"{request.url}: robots.txt forbids it", "forbidden")
        else:
            report(self, f"{request.url}: cannot be fetched ({_words(error)})", "failed")

    async def _discover(self) -> AsyncIterator[Found]:
        """The articles of the first source that lists any; why the others were passed over goes to the log."""
        robots = await self._robots()
        if robots is None:
            return
        for kind, urls in self._sources():
            listed: dict[str, Found] = {}
            for url in urls:
                for found in await self._articles(kind, urljoin(self.home, url)):
                    listed.setdefault(found.url, found)
            if listed:
                self.crawler.stats.set_value("constancia/source", kind)
                # A stable sort: what tells no date of change stays in the source's order.
                for found in sorted(listed.values(), key=lambda each: each.modified or "", reverse=True):
                    yield found
                return
        report(self, f"{self.home}: none of its sources lists an article; nothing was fetched", "no_source")

    def _sources(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        if self.robots_sitemaps:
            yield "robots", ("/robots.txt",)
        for kind, urls in (
            ("sitemap", self.news_sitemaps),
            ("feed", self.feeds),
            ("sitemap", self.sitemaps),
            ("section", self.sections),
        ):
            if urls:
                yield kind, urls

    async def _robots(self) -> bytes | None:
        """The site's robots.txt, b"" where it has none or is not asked; None where the site is not to be crawled."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        return await robots.body(Request(self.home)) if robots else b""

    async def _articles(self, kind: str, url: str) -> list[Found]:
        """The articles that a source lists, its sitemaps followed; says so where there are none."""
        found: list[Found] = []
        waiting, seen, number = [(kind, url)], {url}, 0
        while waiting and number < MAX_SITEMAPS:
            (kind, source), number = waiting.pop(0), number + 1
            listing = await self._listing(kind, source)
            if listing is None:
                continue
            mine = list(self._own(listing.articles))
            found += mine
            further = [each.url for each in listing.sitemaps if re.search(self.sitemap_only, each.url)]
            waiting += [("sitemap", sitemap) for sitemap in further if sitemap not in seen]
            seen.update(further)
            # robots.txt without Sitemap lines is the rule rather than a fault.
            if not mine and not further and kind != "robots":
                report(self, f"{source}: lists no article of this outlet; the next source is tried", "empty_sources")
        return found

    async def _listing(self, kind: str, url: str) -> Listing | None:
        if kind == "robots":
            return read_robots(await self._robots() or b"", url)
        response = await self._get(url)
        if response is None:
            return None
        content_type = response.headers.get("Content-Type")
        try:
            match kind:
                case "sitemap":
                    return read_sitemap(response.body, response.url, self.timezone)
                case "feed":
                    return read_feed(response.body, response.url)
                case _:
                    header = content_type.decode("latin-1") if content_type else None
                    return read_section(response.body, response.url, header)
        except NoSource as reason:
            report(self, f"{url}: {reason}; the next source is tried", "failed_sources")
            return None

    async def _get(self, url: str) -> Response | None:
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except IgnoreRequest as error:
            why = "robots.txt forbids it" if forbidden(error) else str(error)
        except Exception as error:  # noqa: BLE001 - whatever the network does, the next source is tried
            why = f"cannot be fetched ({_words(error)})"
        else:
            if response.status == 200:
                return response
            why = "not in the replayed files" if "not in replay" in response.flags else _status(response.status)
        report(self, f"{url}: {why}; the next source is tried", "failed_sources")
        return None

    def _own(self, listed: Iterable[Found]) -> Iterator[Found]:
        """The articles among what is listed, under their canonical addresses."""
        for each in listed:
            url = canonical_url(each.url, self.home, self.hosts)
            patterns = filter(None, (self.article_url, self.short_url))
            if any(re.search(pattern, url) for pattern in patterns) and urlsplit(url).hostname in self.domains():
                yield Found(url, each.modified, each.published)

    def _is_wanted(self, found: Found) -> bool:
        """Whether an article is new, or was changed after it was fetched."""
        assert self.store is not None
        known = next(filter(None, map(self.store.known, url_variants(found.url))), None)
        if known is None:
            return True
        if found.modified and "T" not in found.modified:
            # A bare date may mean any time of that day.
            return found.modified >= known.fetched[:10]
        return bool(found.modified and found.modified > known.fetched)

    def _unread(self) -> Iterator[CapturedArticle]:
        """This outlet's articles that could not be read before."""
        assert self.store is not None
        for unread in self.store.unread():
            if unread.article.outlet == self.name:
                self._count("again")
                yield CapturedArticle(unread.article, unread.fetched, None, unread=unread.reason, again=True)

    def _count(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"constancia/{name}")

    def _tell_offsite(self, request: Request) -> None:
        """A redirect to another site is dropped by Scrapy without a word; this is the word."""
        if "redirect_urls" in request.meta and not url_is_from_any_domain(request.url, self.domains()):
            first = request.meta["redirect_urls"][0]
            report(self, f"{first}: redirects to another site ({request.url}); left out", "offsite")

    def _close_store(self) -> None:
        if self.store is not None:
            self.store.close()


def _status(status: int) -> str:
    if status in (401, 403, 429, 451) or status == 307:
        return f"blocked (status {status}); the site does not want to be read this way, ask its editors"
    return f"status {status}"


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
