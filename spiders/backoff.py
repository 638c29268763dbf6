"""Backing off from a site that does not want to be asked: no disguise, no haste, and a word about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from scrapy.exceptions import NotConfigured

from spiders.problems import BLOCKING, report
from spiders.stop import stop

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MOST_IN_A_ROW = 5
"""So many refusals in a row, whatever was asked for, and the outlet is left alone until the next run."""
FIRST_WAIT = 2.0
"""Seconds to wait after a refusal that names no time; doubled with each further one in a row."""


class BackOffMiddleware:
    """Sees every answer as it came. After 403, 429, another refusal or a 503 that says when to come back, the site's
    next request waits: as long as Retry-After says, else longer each time. Where that is longer than the setting
    ``WAIT_MOST`` (seconds), or after several refusals in a row, the spider closes as ``blocked``; until when the site
    wants to be left alone goes to the stats as ``constancia/wait_until``. The redirect (307) to nowhere or to itself
    that some firewalls answer with is such a refusal."""

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getlist("REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._most = crawler.settings.getfloat("WAIT_MOST")
        self._row = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        bare = response.status == 307 and _leads_nowhere(request, response)
        refused = response.status in BLOCKING or bare
        asked = _retry_after(response) if response.status >= 400 or bare else None
        if not refused and asked is None:
            if response.status < 400:
                self._row = 0
            return response
        if refused:
            self._row += 1
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value("constancia/blocked")
        self._wait(request, asked if asked is not None else FIRST_WAIT * 2 ** (self._row - 1))
        if bare:
            # Without an address to go to, nothing follows it.
            response.headers.pop("Location", None)
        return response

    def _wait(self, request: Request, seconds: float) -> None:
        if seconds > self._most:
            until = f"{datetime.now(UTC) + timedelta(seconds=min(seconds, 30 * 86400)):%Y-%m-%dT%H:%M:%SZ}"
            assert self.crawler.stats is not None
            self.crawler.stats.set_value("constancia/wait_until", until)
            self._give_up(request, f"asks not to be asked again before {until}")
        elif self._row >= MOST_IN_A_ROW:
            self._give_up(request, f"refused {self._row} times in a row")
        elif self.crawler.engine is not None:
            slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
            if slot is not None:
                # The next request leaves a delay after the last one was seen: as if that was seen later. Without any
                # delay Scrapy does not look at that.
                slot.delay = slot.delay or 0.001
                slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)

    def _give_up(self, request: Request, why: str) -> None:
        spider, engine = self.crawler.spider, self.crawler.engine
        if spider is None or engine is None or self._row < 0:
            return
        report(spider, f"{request.url}: the site {why}; {spider.name} is left alone until the next run", "gave_up")
        self._row = -1_000_000  # said once
        stop(self.crawler, "blocked")


def _leads_nowhere(request: Request, response: Response) -> bool:
    location = response.headers.get("Location")
    return not location or urljoin(request.url, location.decode("latin-1")) == request.url


def _retry_after(response: Response) -> float | None:
    """Seconds to wait, as the site says."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isdigit():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
