"""Conditional requests: what did not change since the last visit is not sent again (RFC 9110, section 13)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from spiders.capture import captures_of
from spiders.stop import store_of
from store.captures import CaptureError, read_record
from store.ledger import now
from store.visits import Visit, Visits

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from store.captures import Record

UNCHANGED = 304
SOURCE, ARTICLE = "source", "article"
"""Values of ``request.meta["visit"]``: what is asked for, where its last visit is to shorten the question."""


class ConditionalMiddleware:
    """Adds If-None-Match and If-Modified-Since to requests with ``meta["visit"]``. An unchanged source is answered with
    its last capture; an unchanged article with the bare 304, which its callback is ready for. A capture that is no
    longer there is asked for in full."""

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getlist("REPLAY"):
            raise NotConfigured
        self.folder = captures_of(crawler.settings)
        self.store = store_of(crawler)
        self.visits = Visits(self.store)
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.store.close, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        for name in ("If-None-Match", "If-Modified-Since"):  # of the address that redirected here
            request.headers.pop(name, None)
        visit = self.visits.get(request.url) if request.meta.get("visit") else None
        if visit is None or (request.meta["visit"] == SOURCE and not self._is_there(visit)):
            return
        if visit.etag:
            request.headers["If-None-Match"] = visit.etag
        if visit.last_modified:
            request.headers["If-Modified-Since"] = visit.last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        if request.meta.get("visit") != SOURCE:
            return response
        if response.status == UNCHANGED:
            return self._again(request)
        if response.status == 200 and (capture := request.meta.get("capture")):
            self.visits.keep(replace(visit_of(response, None), capture=capture))
        return response

    def _is_there(self, visit: Visit) -> bool:
        return visit.capture is not None and (self.folder / visit.capture.file).is_file()

    def _again(self, request: Request) -> Response | Request:
        """The last full answer of a source that has not changed."""
        visit = self.visits.get(request.url)
        try:
            if visit is None or visit.capture is None:
                raise CaptureError("it was forgotten meanwhile")
            record = read_record(self.folder, visit.capture)
        except CaptureError:
            return request.replace(meta={k: v for k, v in request.meta.items() if k != "visit"}, dont_filter=True)
        self.visits.touch(request.url, 200)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("constancia/unchanged_sources")
        return response_of(record, request, "unchanged")


def response_of(record: Record, request: Request, flag: str) -> Response:
    """A record as the response to a request, decompressed."""
    headers, body = Headers(), record.body
    for name, value in record.body_headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
    return kind(
        request.url, status=record.status or 200, headers=headers, body=body, flags=[flag], request=request
    )  # fmt: skip


def visit_of(response: Response, article: str | None) -> Visit:
    """A visit that was answered in full; ``article``: what the address shows, None for a source."""

    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value else None

    return Visit(response.url, now(), 200, article, header("ETag"), header("Last-Modified"))
