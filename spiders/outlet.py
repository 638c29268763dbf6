"""The base of every outlet's spider: finds its articles source by source, fetches what is new or changed, reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from extract.article import DEFAULT_TIMEZONE
from extract.page import NotAnArticle, OutletRules, parse_page
from extract.page_dates import to_iso
from extract.page_rules import Selectors, in_force
from extract.page_url import url_variants
from spiders.backfill import sources_of
from spiders.discovery import Found
from spiders.looking import Looking
from spiders.problems import is_refusal, report, status_words, words_of
from spiders.robots import forbidden
from spiders.stop import let_start_items_end, store_of
from store.item import CapturedArticle
from store.remembered import Memory
from store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from extract.article import Article
    from store.store import Known

NO_ARTICLE_DAYS = 7
"""So long a page that was no article is not asked for again, unless its source says that it was changed."""

Several: TypeAlias = tuple[str, ...]


class OutletSpider(Spider):
    """What a spider's file says of its outlet; only ``name``, ``home`` and ``article_url`` must be said.

    ``outlet_name`` as people write it; ``hosts`` other names of the site, ``mirrors`` those of sites that show the same
    pages and are not crawled; ``article_url`` a regular expression for the addresses of articles (groups ``date`` or
    ``epoch`` date them), ``short_url`` one for other addresses that sources list and that redirect to articles.

    Sources of articles, tried in this order until one answers: the Sitemap lines of robots.txt, ``news_sitemaps``,
    ``feeds``, ``sitemaps``, ``wordpress_rest``, ``sections``; relative addresses count from ``home``. ``sitemap_only``:
    a regular expression of the sitemaps worth reading in an index.

    ``templates`` are the site's selectors, one ``Selectors`` for each of its looks. ``slash``, ``rewrite``,
    ``boilerplate`` and ``editions`` are as in ``extract.page_rules.OutletRules``. ``sample``: belongs to the sample
    newsroom.
    """

    outlet_name: str = ""
    home: str = ""
    hosts: Several = ()
    mirrors: Several = ()
    languages: Several = ("es",)
    timezone: str = DEFAULT_TIMEZONE
    sample: bool = False

    robots_sitemaps: bool = True
    news_sitemaps: Several = ()
    feeds: Several = ()
    sitemaps: Several = ()
    wordpress_rest: Several = ()
    sections: Several = ()
    sitemap_only: str = ""

    article_url: str = ""
    short_url: str = ""
    slash: bool | None = None
    rewrite: tuple[tuple[str, str], ...] = ()
    templates: tuple[Selectors, ...] = ()
    boilerplate: Several = ()
    editions: tuple[tuple[str, str], ...] = ()

    examining: bool = False
    """Whether the site is only looked at: see ``spiders.examination``."""

    allowed_domains: list[str]
    store: Store
    memory: Memory
    looking: Looking

    @classmethod
    def rules(cls, on: str | None = None) -> OutletRules:
        """How this outlet's pages are read that were captured ``on`` a day (ISO 8601; None: today)."""
        chosen = in_force(cls.templates, on)
        return OutletRules(
            id=cls.name, name=cls.outlet_name, home=cls.home, hosts=(*cls.hosts, *cls.mirrors), slash=cls.slash,
            rewrite=cls.rewrite, languages=cls.languages, timezone=cls.timezone, boilerplate=cls.boilerplate,
            article_url=cls.article_url, editions=cls.editions, title=chosen.title, body=chosen.body,
            date=chosen.date, updated=chosen.updated, author=chosen.author, section=chosen.section,
            remove=chosen.remove,
        )  # fmt: skip

    @classmethod
    def domains(cls) -> tuple[str, ...]:
        """The host names of the site."""
        return (str(urlsplit(cls.home).hostname), *cls.hosts)

    @classmethod
    def is_own(cls, url: str) -> bool:
        """Whether an address is one of the site's, whatever its port."""
        return urlsplit(url).hostname in cls.domains()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.allowed_domains = list(cls.domains())
        spider.store = store_of(crawler)
        spider.memory = Memory(spider.store)
        spider.looking = Looking(spider)
        crawler.signals.connect(spider.looking.kept, signals.item_scraped)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        crawler.signals.connect(spider._tell_offsite, signals.request_scheduled)
        let_start_items_end(crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for item in self._unread():
            yield item
        most = self.settings.getint("ARTICLES_MAX")
        number = 0
        sources = sources_of(self)
        for found in await sources.find():
            self.count("found")
            if not self._is_wanted(found):
                self.count("known")
                continue
            if most and number == most:
                self.count("left")
                continue
            number += 1
            known = self._known(found.url)
            yield (
                self.looking.request(found, known.url)
                if known
                else Request(found.url, self.parse_article, errback=self.failed, cb_kwargs={"found": found})
            )
        if await sources.robots() is not None:
            for request in self.looking.requests():
                yield request

    def parse_article(self, response: Response, found: Found) -> Iterator[CapturedArticle]:
        """An article page as it came."""
        if self.looking.is_unchanged(response):
            return
        self.count("fetched")
        if not self.is_own(response.url):
            report(self, f"{found.url}: redirects to another site ({response.url}); left out", "offsite")
            return
        capture = response.meta.get("capture")
        if capture is None:
            report(self, f"{response.url}: was not captured; left out", "capture_errors")
            return
        fetched = to_iso(capture.date, "UTC") or capture.date
        try:
            article = self.read_page(response, found, fetched)
        except NotAnArticle as reason:
            if self.looking.is_known(response):
                self.looking.no_article(response)
                reason = NotAnArticle(f"{reason}; the article that was there is kept")
            else:
                self.memory.keep_address(found.url, None, fetched)
            report(self, str(reason), "not_articles")
            return
        for field, layer in article.layers.items():
            self.count(f"field/{field}/{layer}")
        for field in ("published", "authors", "language"):
            if not getattr(article, field):
                self.count(f"field/{field}/missing")
        for warning in article.warnings:
            self.logger.info("%s: %s", article.url, warning)
        if article.url not in url_variants(found.url):
            self.memory.keep_address(found.url, article.url, fetched)
        yield CapturedArticle(article=article, fetched=fetched, capture=capture)

    def read_page(self, response: Response, found: Found, fetched: str) -> Article:
        """The article on a page, read by the rules of the day of its capture. Raises NotAnArticle."""
        rules = self.rules(fetched)
        if not rules.is_article(rules.asked_url(response.url)) and not rules.is_article(rules.canonical(response.url)):
            raise NotAnArticle(f"{found.url}: redirects to {response.url}, which is no article; left out")
        content_type = response.headers.get("Content-Type")
        try:
            return parse_page(
                response.body, response.url, outlet=rules, fetched=fetched,
                content_type=content_type.decode("latin-1") if content_type else None,
                listed=(found.by, found.published) if found.published else None,
            )  # fmt: skip
        except NotAnArticle as reason:
            raise NotAnArticle(f"{response.url}: not an article: {reason}") from reason

    def failed(self, failure: Failure) -> None:
        """A page that did not come: one line that says why; the run goes on."""
        self.looking.failed(failure)
        report(self, *why_failed(failure))

    def is_known(self, url: str) -> bool:
        """Whether the store holds what an address leads to."""
        return self._known(url) is not None

    def _known(self, url: str) -> Known | None:
        lead = self.memory.address(url)
        one = self.rules().canonical(url)
        forms = dict.fromkeys(
            [*url_variants(url), *url_variants(one), *([lead.article] if lead and lead.article else [])]
        )
        return next(filter(None, map(self.store.known, forms)), None)

    def _is_wanted(self, found: Found) -> bool:
        """Whether an article is new, or was changed after it was fetched. A page that was no article is looked at
        again after some days: it may have been unfinished."""
        known = self._known(found.url)
        fetched = max(known.fetched, self.looking.last(found.url)) if known else None
        if known is None and (lead := self.memory.address(found.url)):
            patience = datetime.fromisoformat(lead.fetched) + timedelta(days=NO_ARTICLE_DAYS)
            fetched = lead.fetched if patience > datetime.now(UTC) else None
        if fetched is None:
            return True
        if found.modified and "T" not in found.modified:
            # A bare date may mean any time of that day.
            return found.modified >= fetched[:10]
        return bool(found.modified and found.modified > fetched)

    def _unread(self) -> Iterator[CapturedArticle]:
        """This outlet's articles that could not be read before."""
        for unread in self.store.unread():
            if unread.article.outlet == self.name:
                self.count("again")
                yield CapturedArticle(unread.article, unread.fetched, None, unread=unread.reason, again=True)

    def count(self, name: str) -> None:
        """Add one to a count of the run (stats ``constancia/<name>``)."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"constancia/{name}")

    def _tell_offsite(self, request: Request) -> None:
        """A redirect to another site is dropped by Scrapy without a word; this is the word."""
        if "redirect_urls" in request.meta and not self.is_own(request.url):
            first = request.meta["redirect_urls"][0]
            report(self, f"{first}: redirects to another site ({request.url}); left out", "offsite")

    def _close_store(self) -> None:
        self.store.close()


def why_failed(failure: Failure) -> tuple[str, str]:
    """Why a page did not come, in a line that names it, and under which count."""
    request: Request = failure.request  # type: ignore[attr-defined]
    error: BaseException = failure.value or IgnoreRequest("no reason given")
    if isinstance(error, HttpError):
        if "not in replay" in error.response.flags:
            return f"{request.url}: not in the replayed files", "failed"
        status = error.response.status
        return f"{error.response.url}: {status_words(status)}", "refused" if is_refusal(status) else "failed"
    if forbidden(error):
        return f"{request.url}: robots.txt forbids it", "forbidden"
    return f"{request.url}: cannot be fetched ({words_of(error)})", "failed"
