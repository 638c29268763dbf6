"""Looking again at recent articles, for what was changed without a word: after hours, days, a week."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError

from spiders.conditional import ARTICLE, UNCHANGED, visit_of
from spiders.discovery import Found
from store.ledger import now
from store.visits import Visit, Visits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from spiders.outlet import OutletSpider
    from store.item import CapturedArticle

_LISTED = ("feed", "sitemap", "news", "rest", "section")
"""Layers of a publication date that the page itself does not tell."""


class Looking:
    """One spider's visits of articles. In a replay nothing is visited."""

    def __init__(self, spider: OutletSpider) -> None:
        self._spider = spider
        self._visits = Visits(spider.store)
        self._replayed = bool(spider.settings.getlist("REPLAY"))

    def requests(self) -> Iterator[Request]:
        """For the articles that are to be looked at again now."""
        if self._replayed or not self._spider.settings.getbool("LOOK_AGAIN"):
            return
        for due in self._visits.due(self._spider.name, datetime.now(UTC)):
            self._spider.count("looked_again")
            known = due.layer in _LISTED
            found = Found(due.url, None, due.published if known else None, due.layer if known else "")
            yield self.request(found, due.article)

    def request(self, found: Found, article: str) -> Request:
        """For a known article, which may answer that it has not changed."""
        spider = self._spider
        meta = {"visit": ARTICLE, "article": article, "handle_httpstatus_list": [UNCHANGED]}
        return Request(found.url, spider.parse_article, errback=spider.failed, cb_kwargs={"found": found}, meta=meta)

    def last(self, url: str) -> str:
        """When an address was last asked for; "" where that is not known."""
        visit = self._visits.get(url)
        return visit.checked if visit else ""

    def is_unchanged(self, response: Response) -> bool:
        """Whether the answer is that nothing has changed; that is remembered."""
        if response.status != UNCHANGED:
            return False
        self._spider.count("unmodified")
        self._visits.touch(response.url, 200)
        return True

    def is_known(self, response: Response) -> bool:
        """Whether it answers a question about a known article."""
        return response.meta.get("visit") == ARTICLE

    def no_article(self, response: Response) -> None:
        """A known article's address shows none any more."""
        self._visits.touch(response.url, 200)

    def kept(self, item: CapturedArticle, response: Response | None) -> None:
        """An article is in the store: only now may the next question be whether it has changed since."""
        if response is not None and not self._replayed:
            self._visits.keep(visit_of(response, item.article.url))

    def failed(self, failure: Failure) -> None:
        """A known article did not come: it may have been taken down."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if request.meta.get("visit") != ARTICLE or not isinstance(failure.value, HttpError):
            return
        status = failure.value.response.status
        if self._visits.get(request.url) is None:
            self._visits.keep(Visit(request.url, now(), status, request.meta["article"]))
        else:
            self._visits.touch(request.url, status)
