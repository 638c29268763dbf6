"""Where an outlet's articles are found: its sources, tried in turn, the one that answered remembered for next time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from spiders.conditional import SOURCE
from spiders.discovery import Found, Listing, NoSource, read_feed, read_rest, read_robots, read_section, read_sitemap
from spiders.problems import report, status_words, words_of
from spiders.robots import RobotsMiddleware, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.http import Response

    from spiders.outlet import OutletSpider

MAX_SITEMAPS = 20
MAX_FEEDS = 2
"""Of the feeds that a section page names, so many are read."""
FRESH_DAYS = 45
"""A source whose newest article is older may have been abandoned: the next one is asked as well."""
REMEMBERED_DAYS = 30
"""So long the source that answered is asked first; then all are tried in their order again."""
_GONE = (404, 410)
_LAYERS = {"news": "sitemap"}


@dataclass(frozen=True, slots=True)
class Source:
    """``kind``: robots (its Sitemap lines), news, feed, sitemap, rest or section; ``urls``: where, all of them read."""

    kind: str
    urls: tuple[str, ...]


@dataclass(slots=True)
class Answer:
    """What a source said: the articles it lists, the addresses that listed some, and what is wrong, a line for each
    address that listed none. ``asked`` is when (ISO 8601; in a replay, when it was captured), "" where nothing came."""

    source: Source
    articles: dict[str, Found] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    asked: str = ""

    @property
    def newest(self) -> str | None:
        """When the newest of the articles was published or changed; None where none tells."""
        return max((d for each in self.articles.values() if (d := each.modified or each.published)), default=None)

    @property
    def is_fresh(self) -> bool:
        """Whether it lists articles, and, where it dates them, one that is not old."""
        if not self.articles or self.newest is None or not self.asked:
            return bool(self.articles)
        oldest = datetime.fromisoformat(self.asked) - timedelta(days=FRESH_DAYS)
        return self.newest[:10] >= f"{oldest:%Y-%m-%d}"


class Sources:
    """The sources of one spider's outlet."""

    most_sitemaps = MAX_SITEMAPS

    def __init__(self, spider: OutletSpider) -> None:
        self._spider = spider

    def all(self) -> list[Source]:
        """The outlet's sources, in the order in which they are tried."""
        spider = self._spider
        found = [Source("robots", (urljoin(spider.home, "/robots.txt"),))] if spider.robots_sitemaps else []
        for kind, urls in (
            ("news", spider.news_sitemaps),
            ("feed", spider.feeds),
            ("sitemap", spider.sitemaps),
            ("rest", spider.wordpress_rest),
            ("section", spider.sections),
        ):
            if urls:
                found.append(Source(kind, tuple(urljoin(spider.home, url) for url in urls)))
        return found

    def remembered(self) -> Source | None:
        """The source that answered the last time, if that is not long ago."""
        source = self._spider.memory.source(self._spider.name)
        oldest = datetime.now(UTC) - timedelta(days=REMEMBERED_DAYS)
        if source is None or source.used < f"{oldest:%Y-%m-%dT%H:%M:%SZ}":
            return None
        return Source(source.kind, source.urls)

    async def robots(self) -> bytes | None:
        """The site's robots.txt, b"" where it has none or is not asked; None where the site is not to be crawled."""
        robots = self._spider.crawler.get_downloader_middleware(RobotsMiddleware)
        return await robots.body(Request(self._spider.home)) if robots else b""

    async def find(self) -> list[Found]:
        """The articles of the first source that lists fresh ones and leaves no gap, with those of the sources before
        it; newest first. Reports where nothing is found."""
        if await self.robots() is None:
            return []
        first = self.remembered()
        sources = self.all()
        # What is remembered is asked first; the same source with its other addresses keeps its turn.
        ordered = [first, *(s for s in sources if s != first)] if first else sources
        answers: list[Answer] = []
        for source in ordered:
            answer = await self.ask(source)
            answers.append(answer)
            if source is first and not answer.articles:
                asked = ", ".join(answer.trouble) or source.urls[0]
                report(self._spider, f"{asked}: listed articles the last time, now none", "sources_lost")
            if answer.is_fresh and not self._leaves_gap(answer):
                break
        return self._settle(answers)

    async def ask(self, source: Source) -> Answer:
        """What one source lists of this outlet, its sitemaps followed."""
        answer = Answer(source)
        reached: set[str] = set()
        for url in source.urls:
            await self._ask_one(answer, source.kind, url, reached)
        return answer

    async def _ask_one(self, answer: Answer, kind: str, url: str, reached: set[str]) -> None:
        waiting, seen, number = [(kind, url)], {url}, 0
        before, listed_any = len(answer.trouble), False
        while waiting and number < self.most_sitemaps:
            (kind, source), number = waiting.pop(0), number + 1
            listing = await self._listing(kind, source, answer, reached)
            if listing is None:
                continue
            mine = list(self._own(listing.articles, _LAYERS.get(kind, kind)))
            for each in mine:
                there = answer.articles.get(each.url)
                if there is None or (each.published and not there.published):
                    answer.articles[each.url] = each
            only = self._spider.sitemap_only
            worth = filter(self.is_worth_reading, listing.sitemaps)
            further = [each.url for each in worth if re.search(only, each.url)]
            feeds = [feed for feed in listing.feeds if urlsplit(feed).hostname in self._spider.domains()][:MAX_FEEDS]
            waiting += [("sitemap", sitemap) for sitemap in further if sitemap not in seen]
            waiting += [("feed", feed) for feed in feeds if feed not in seen]
            seen.update(further, feeds)
            listed_any |= bool(mine)
            if not mine and not further:
                such = f", such as {listing.articles[0].url}" if listing.articles else ""
                none = f"none of its {len(listing.articles)} links{such}," if such else "it lists nothing that"
                answer.trouble.append(f"{source}: {none} is an article of this outlet")
        if listed_any:
            answer.urls.append(url)
        elif len(answer.trouble) == before:
            answer.trouble.append(f"{url}: lists no article of this outlet")

    async def _listing(self, kind: str, url: str, answer: Answer, reached: set[str]) -> Listing | None:
        if kind == "robots":
            return read_robots(await self.robots() or b"", url)
        response = await self._get(url, answer)
        if response is None or response.url in reached:  # two names of one file
            return None
        reached.add(response.url)
        capture = response.meta.get("capture")
        answer.asked = capture.date if capture else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        try:
            return self._read(kind, response)
        except NoSource as reason:
            self._failed(answer, f"{url}: {reason}", "failed_sources")
            return None

    def is_worth_reading(self, sitemap: Found) -> bool:  # noqa: ARG002 - a backfill knows better
        """Whether a sitemap of an index may list articles that are wanted."""
        return True

    def _read(self, kind: str, response: Response) -> Listing:
        match kind:
            case "sitemap" | "news":
                return read_sitemap(response.body, response.url, self._spider.timezone)
            case "feed":
                return read_feed(response.body, response.url)
            case "rest":
                return read_rest(response.body, response.url)
        header = response.headers.get("Content-Type")
        return read_section(response.body, response.url, header.decode("latin-1") if header else None)

    async def _get(self, url: str, answer: Answer) -> Response | None:
        engine = self._spider.crawler.engine
        assert engine is not None
        status = None
        try:
            response = await engine.download_async(Request(url, meta={"visit": SOURCE}))
        except IgnoreRequest as error:
            why = "robots.txt forbids it" if forbidden(error) else str(error)
        except Exception as error:  # noqa: BLE001 - whatever the network does, the next source is tried
            why = f"cannot be fetched ({words_of(error)})"
        else:
            status = response.status
            if status == 200:
                return response
            why = "not in the replayed files" if "not in replay" in response.flags else status_words(status)
        # Most addresses of sources are guessed: that there is no such file is no news.
        self._failed(answer, f"{url}: {why}", "missing_sources" if status in _GONE else "failed_sources")
        return None

    def _failed(self, answer: Answer, problem: str, count: str) -> None:
        answer.trouble.append(problem)
        if count == "failed_sources" and not self._spider.examining:
            report(self._spider, f"{problem}; the next source is tried", count)
        else:
            self._spider.count(count)

    def _own(self, listed: Iterable[Found], by: str) -> Iterator[Found]:
        """The articles among what is listed, each once, under the addresses to ask for."""
        spider, seen = self._spider, set()
        patterns = [pattern for pattern in (spider.article_url, spider.short_url) if pattern]
        rules = spider.rules()
        for each in listed:
            url = rules.asked_url(each.url)
            one = rules.canonical(url)
            if urlsplit(url).hostname not in spider.domains() or one in seen:
                continue
            if any(re.search(pattern, form) for pattern in patterns for form in (url, one)):
                seen.add(one)
                yield Found(url, each.modified, each.published, by)

    def _leaves_gap(self, answer: Answer) -> bool:
        """Whether a list of the newest articles alone may have scrolled past some that are not known: none of its
        articles is, though others of the outlet are."""
        if answer.source.kind not in ("feed", "rest", "section", "news"):
            return False
        spider = self._spider
        return spider.memory.has_articles(spider.name) and not any(map(spider.is_known, answer.articles))

    def _settle(self, answers: list[Answer]) -> list[Found]:
        """Put together what was listed; record and remember the source to ask first the next time."""
        spider = self._spider
        listed: dict[str, Found] = {}
        for answer in answers:
            for url, found in answer.articles.items():
                listed.setdefault(url, found)
        answered = [answer for answer in answers if answer.articles]
        if not answered:
            asked = "; ".join(line for answer in answers for line in answer.trouble) or "it has none"
            report(spider, f"{spider.home}: none of its sources lists an article ({asked}); nothing was fetched",
                   "no_source")  # fmt: skip
            return []
        used = next((answer for answer in answered if answer.is_fresh), answered[0])
        stats = spider.crawler.stats
        assert stats is not None
        stats.set_value("constancia/source", used.source.kind)
        stats.set_value("constancia/source_urls", used.urls)
        stats.set_value("constancia/newest", used.newest)
        spider.memory.keep_source(spider.name, used.source.kind, tuple(used.urls), used.asked)
        # A stable sort: what tells no date of change stays in the source's order.
        return sorted(listed.values(), key=lambda each: each.modified or "", reverse=True)
