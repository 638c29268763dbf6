"""Looking at an outlet's site without keeping anything: which of its sources answer, how its articles are read, and
what looks wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request

from extract.page import NotAnArticle
from extract.page_dates import to_iso
from spiders.outlet import OutletSpider, why_failed
from spiders.sources import Answer, Sources

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from extract.article import Article
    from spiders.discovery import Found

SAMPLES = 3
SHORTEST_REPEAT = 5
"""Words from which a paragraph that returns in another article is worth a look."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that was looked at: what was read, or why nothing was."""

    url: str
    article: Article | None
    trouble: str = ""


@dataclass(slots=True)
class Examination:
    """What was found at one outlet. ``refused``: robots.txt could not be had, and nothing was asked."""

    spider: type[OutletSpider]
    refused: bool = False
    answers: list[Answer] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @property
    def used(self) -> Answer | None:
        """The source that a crawl would take."""
        listing = [answer for answer in self.answers if answer.articles]
        return next((answer for answer in listing if answer.is_fresh), next(iter(listing), None))

    def doubts(self) -> list[str]:
        """What looks wrong, a line each."""
        if self.refused:
            return ["robots.txt cannot be had, so the site may not be asked for anything"]
        if self.used is None:
            return ["no source lists an article of this outlet: look at its addresses and at article_url"]
        found = []
        if not self.used.is_fresh:
            found.append(f"the newest article listed is of {self.used.newest}: does the outlet still publish?")
        blocked = [line for answer in self.answers for line in answer.trouble if "blocked" in line]
        found += [line for line in blocked if not any(sample.trouble == line for sample in self.samples)]
        found += [sample.trouble for sample in self.samples if sample.trouble]
        found += self._doubts_of_articles()
        return found

    def _doubts_of_articles(self) -> Iterator[str]:
        articles = [sample.article for sample in self.samples if sample.article]
        if not articles:
            yield "no article could be read"
            return
        for name in ("published", "authors", "language"):
            missing = sum(not getattr(article, name) for article in articles)
            if missing:
                yield f"{name}: missing in {missing} of {len(articles)} articles"
        has_selectors = bool(self.spider.rules().body)
        fallen = sum(article.layers.get("text") != "selector" for article in articles)
        if has_selectors and fallen:
            yield f"text: the outlet's selectors find none in {fallen} of {len(articles)} articles (a new template?)"
        for article in articles:
            for warning in article.warnings:
                if not warning.startswith("no publication date"):
                    yield f"{article.url}: {warning}"
            if article.language and article.language not in self.spider.languages:
                yield f"{article.url}: its language is {article.language}"
        yield from _repeated(articles)


def _repeated(articles: list[Article]) -> Iterator[str]:
    """Titles and paragraphs that several articles share: of the site rather than of an article."""
    for title, number in Counter(article.title for article in articles).items():
        if number > 1:
            yield f"title: the same in {number} articles ({title[:60]})"
    paragraphs = Counter(line for article in articles for line in set(article.text.splitlines()))
    for line, number in sorted(paragraphs.items()):
        if number > 1 and len(line.split()) >= SHORTEST_REPEAT:
            yield f"text: the same paragraph in {number} articles, boilerplate? ({line[:80]})"


class _Examining(OutletSpider):
    """Asks every source, not the first alone, and looks at some articles of the one that a crawl would take."""

    examining = True
    findings: Examination

    async def start(self) -> AsyncIterator[Any]:
        sources = Sources(self)
        if await sources.robots() is None:
            self.findings.refused = True
            return
        for source in sources.all():
            self.findings.answers.append(await sources.ask(source))
        used = self.findings.used
        newest = sorted(used.articles.values(), key=lambda each: each.modified or each.published or "", reverse=True)\
            if used else []  # fmt: skip
        for found in newest[:SAMPLES]:
            yield Request(found.url, self.parse_article, errback=self.failed, cb_kwargs={"found": found})

    def parse_article(self, response: Response, found: Found) -> Iterator[Any]:
        capture = response.meta.get("capture")
        fetched = (capture and to_iso(capture.date, "UTC")) or ""
        try:
            if not self.is_own(response.url):
                raise NotAnArticle(f"{found.url}: redirects to another site ({response.url})")
            self.findings.samples.append(Sample(response.url, self.read_page(response, found, fetched)))
        except NotAnArticle as reason:
            self.findings.samples.append(Sample(response.url, None, str(reason)))
        return iter(())

    def failed(self, failure: Failure) -> None:
        problem, _ = why_failed(failure)
        self.findings.samples.append(Sample(failure.request.url, None, problem))  # type: ignore[attr-defined]


def examining(spider: type[OutletSpider]) -> type[OutletSpider]:
    """A spider that looks at the outlet of ``spider``; its argument ``findings`` is the Examination it fills."""
    return type(spider.__name__, (_Examining, spider), {"__doc__": spider.__doc__})
