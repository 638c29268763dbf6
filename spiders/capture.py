"""Every response is written to the run's captures before anything else sees it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import IgnoreRequest

from spiders.problems import report
from spiders.stop import stop
from store.captures import CaptureError, CaptureWriter, captures_folder

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from store.captures import Capture


def captures_of(settings: BaseSettings) -> Path:
    """The folder of captures that the settings name."""
    return Path(settings["CAPTURES"]) if settings["CAPTURES"] else captures_folder(settings["DB"])


class CaptureMiddleware:
    """Writes each response as received, compressed where the site compressed it, and puts its ``Capture`` into
    ``request.meta["capture"]``. A replayed response is copied with its record id and date. Where a capture cannot be
    written, the run stops: an article without capture must not be kept."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.writer = CaptureWriter(captures_of(crawler.settings), sync=False)
        self._flushing = asyncio.Lock()
        self._next_flush: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.writer.close, signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        record = request.meta.pop("replayed", None)
        if "not in replay" in response.flags or response.status == 304:  # unchanged: what was captured still stands
            return response
        try:
            request.meta["capture"] = self.writer.copy(record) if record else self._write(response)
            await self._on_disk()
        except CaptureError as error:
            assert self.crawler.spider is not None
            report(self.crawler.spider, f"{error}; the run stops", "capture_errors")
            stop(self.crawler, "captures_unwritable")
            raise IgnoreRequest(str(error)) from error
        return response

    async def _on_disk(self) -> None:
        """Wait until what was written is on disk. One flush serves all the records that were written before it began,
        and holds up nobody else."""
        if self._next_flush is None:
            self._next_flush = asyncio.ensure_future(self._flush())
        await asyncio.shield(self._next_flush)

    async def _flush(self) -> None:
        async with self._flushing:
            self._next_flush = None  # what is written from here on waits for the next one
            await asyncio.to_thread(self.writer.sync)

    def _write(self, response: Response) -> Capture:
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        date = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return self.writer.response(response.url, date, str(response.status), headers, response.body)
